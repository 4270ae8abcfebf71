// Completions below every search box: an ARIA combobox. Without this script, or when nothing answers, the form just works.
// Written for Chrome 61 and Safari 12 (docs/adr/0016-old-phones.md).
const DELAY = 150

function attach (input, number) {
  const list = document.createElement('ul')
  list.id = `suggestions-${number}`
  list.className = 'search-form__list'
  list.setAttribute('role', 'listbox')
  list.setAttribute('aria-label', input.labels.length ? input.labels[0].textContent : '')
  list.hidden = true
  input.after(list)
  for (const [name, value] of Object.entries({ role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': list.id, 'aria-expanded': 'false' })) {
    input.setAttribute(name, value)
  }
  let chosen = -1
  let timer
  // Counts the questions: only the last one's answer is shown.
  let asked = 0

  function show (texts) {
    list.textContent = ''
    list.append(...texts.map((text, index) => {
      const line = document.createElement('li')
      line.id = `${list.id}-${index}`
      line.setAttribute('role', 'option')
      line.textContent = text
      return line
    }))
    list.hidden = texts.length === 0
    input.setAttribute('aria-expanded', String(!list.hidden))
    choose(-1)
  }

  function choose (index) {
    chosen = index
    for (const [at, line] of [...list.children].entries()) line.setAttribute('aria-selected', String(at === index))
    if (index < 0) input.removeAttribute('aria-activedescendant')
    else input.setAttribute('aria-activedescendant', list.children[index].id)
  }

  // Nothing that was asked before is shown any more.
  function stop () {
    clearTimeout(timer)
    asked += 1
  }

  async function answer (text) {
    if (!text) return []
    try {
      const found = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(text)}`)
      return found.ok ? (await found.json())[1] : []
    } catch (error) {
      return []
    }
  }

  async function ask () {
    stop()
    const mine = asked
    const texts = await answer(input.value.trim())
    if (mine === asked) show(texts)
  }

  function take (line) {
    input.value = line.textContent
    show([])
    input.form.submit()
  }

  input.addEventListener('input', event => {
    clearTimeout(timer)
    if (!event.isComposing) timer = setTimeout(ask, DELAY)
  })
  input.addEventListener('compositionend', () => { timer = setTimeout(ask, DELAY) })
  input.addEventListener('keydown', event => {
    const size = list.children.length
    if (event.isComposing || list.hidden || !size) return
    if (event.key === 'ArrowDown') choose((chosen + 1) % size)
    else if (event.key === 'ArrowUp') choose(chosen < 0 ? size - 1 : chosen - 1)
    else if (event.key === 'Escape') show([])
    else if (event.key === 'Enter' && chosen >= 0) take(list.children[chosen])
    else return
    event.preventDefault()
  })
  list.addEventListener('pointerdown', event => {
    const line = event.target.closest('li')
    event.preventDefault()
    if (line) take(line)
  })
  input.addEventListener('blur', () => {
    stop()
    show([])
  })
}

document.querySelectorAll('input[data-suggest]').forEach(attach)
