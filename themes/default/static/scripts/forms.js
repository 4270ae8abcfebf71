// Forms: the summary of errors takes the focus, and long lists of choices can be searched. Without this script the summary is the first
// thing of the form, and a list is the browser's own. A form of the public says with data-filter how the search field is called; in the
// admin, whose forms come from many hands and grow while they are filled in, the script's own element says it for all of them.
const LONG = 15
const own = document.querySelector('script[data-filter]')
const done = new WeakSet()

const summary = document.getElementById('error-summary')
if (summary) summary.focus()

// Options that do not fit are taken out: phones show hidden ones all the same.
function searchable (select, label) {
  const all = [...select.children]
  const options = [...select.options]
  const groups = new Map(all.filter(child => child.tagName === 'OPTGROUP').map(group => [group, [...group.children]]))
  const input = document.createElement('input')
  input.type = 'search'
  input.className = 'form__filter'
  input.placeholder = label
  input.setAttribute('aria-label', label)
  // Which of several lists it searches.
  if (select.labels[0]) input.setAttribute('aria-description', select.labels[0].textContent.trim())
  if (select.id) input.setAttribute('aria-controls', select.id)
  input.addEventListener('input', () => {
    const words = input.value.trim().toLowerCase().split(/\s+/)
    const chosen = select.selectedOptions[0]
    select.textContent = ''
    const fits = option =>
      option === chosen || option.value === '' || words.every(word => option.textContent.toLowerCase().includes(word))
    const left = new Set(options.filter(fits))
    for (const [group, members] of groups) {
      group.textContent = ''
      group.append(...members.filter(option => left.has(option)))
    }
    select.append(...all.filter(child => left.has(child) || (groups.has(child) && child.children.length)))
  })
  input.addEventListener('keydown', event => {
    if (event.key === 'Enter') event.preventDefault()
  })
  select.before(input)
}

function enhance (root, selector, labelOf) {
  for (const select of root.querySelectorAll(selector)) {
    if (done.has(select) || select.multiple || select.options.length <= LONG) continue
    done.add(select)
    searchable(select, labelOf(select))
  }
}

if (own) {
  // Wagtail's dialogues stand beside the main part.
  const look = () => enhance(document.body, 'form select', () => own.dataset.filter)
  look()
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true })
} else {
  enhance(document, 'form[data-filter] select', select => select.form.dataset.filter)
}
