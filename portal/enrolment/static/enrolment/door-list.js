// The list at the door: ticks are kept on this device while there is no network and sent once there is one. Only numbers of places are
// kept, never names or phones; what has been sent is wiped. Words stand in the form's data-* attributes.
const form = document.querySelector('form[data-door-list]')
const said = form.querySelector('[role="status"]')
const words = form.dataset
const STORE = 'door-list:'
const own = `${STORE}${words.doorList}:`
const today = own + words.day
let sending = false

const boxes = () => [...form.querySelectorAll('input[name="came"]')]
const kept = key => JSON.parse(localStorage.getItem(key) || '[]')

function keep (key, numbers) {
  if (numbers.length) localStorage.setItem(key, JSON.stringify(numbers))
  else localStorage.removeItem(key)
}

const ownKeys = () => Object.keys(localStorage).filter(key => key.startsWith(own))
const waiting = () => ownKeys().reduce((sum, key) => sum + kept(key).length, 0)

function say (text, number) {
  said.textContent = text.replace('{number}', number)
}

function tell () {
  if (waiting()) say(navigator.onLine ? words.unsent : words.offline, waiting())
  else say(words.none)
}

function settle (key, numbers) {
  keep(key, kept(key).filter(number => !numbers.includes(number)))
  if (key !== today) return
  for (const box of boxes()) if (numbers.includes(box.value)) box.disabled = true
}

// Returns why it was not done, or nothing.
async function send (key) {
  const numbers = kept(key)
  const body = new FormData()
  body.set('csrfmiddlewaretoken', form.elements.csrfmiddlewaretoken.value)
  body.set('day', key.slice(own.length))
  for (const number of numbers) body.append('came', number)
  let answer
  try {
    answer = await fetch(form.action, { method: 'POST', body, headers: { Accept: 'application/json' }, redirect: 'manual' })
  } catch {
    return words.offline
  }
  const isOurs = (answer.headers.get('Content-Type') || '').startsWith('application/json')
  if (!isOurs) return words.expired
  if (!answer.ok) return (await answer.json()).message
  settle(key, numbers)
  return ''
}

async function sendAll () {
  if (sending || !waiting()) return
  sending = true
  const before = waiting()
  let refusal = ''
  try {
    for (const key of ownKeys()) refusal = (await send(key)) || refusal
  } finally {
    sending = false
  }
  if (refusal) say(refusal, waiting())
  else if (waiting()) tell()
  else say(words.sent, before)
}

// What nobody has sent for so many days is wiped, whoever kept it.
const oldest = new Date(Date.now() - Number(words.keepDays) * 86400000).toISOString().slice(0, 10)
for (const key of Object.keys(localStorage)) if (key.startsWith(STORE) && key.slice(-10) < oldest) localStorage.removeItem(key)

for (const box of boxes()) {
  if (!box.disabled && kept(today).includes(box.value)) box.checked = true
}
form.addEventListener('change', () => {
  keep(today, boxes().filter(box => box.checked && !box.disabled).map(box => box.value))
  tell()
})
form.addEventListener('submit', event => {
  event.preventDefault()
  if (waiting()) sendAll()
  else tell()
})
const wipe = form.querySelector('[data-wipe]')
wipe.hidden = false
wipe.addEventListener('click', () => {
  if (waiting() && !window.confirm(words.unsentWipe.replace('{number}', waiting()))) return
  for (const key of ownKeys()) localStorage.removeItem(key)
  form.querySelector('table').remove()
  say(words.wiped)
})
window.addEventListener('online', sendAll)
window.addEventListener('offline', tell)
document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible' && navigator.onLine) sendAll() })
tell()
if (navigator.onLine) sendAll()
