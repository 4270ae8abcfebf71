// Forms of the public: the summary of errors takes the focus, and long lists of choices can be searched. Without this script the summary
// is the first thing of the form, and a list is the browser's own.
const LONG = 15

const summary = document.getElementById('error-summary')
if (summary) summary.focus()

// Options that do not fit are taken out: phones show hidden ones all the same.
function searchable (select, label) {
  const all = [...select.options]
  const input = document.createElement('input')
  input.type = 'search'
  input.className = 'form__filter'
  input.placeholder = label
  input.setAttribute('aria-label', label)
  input.setAttribute('aria-controls', select.id)
  input.addEventListener('input', () => {
    const words = input.value.trim().toLowerCase().split(/\s+/)
    const chosen = select.selectedOptions[0]
    select.textContent = ''
    select.append(...all.filter(option =>
      option === chosen || option.value === '' || words.every(word => option.textContent.toLowerCase().includes(word))
    ))
  })
  input.addEventListener('keydown', event => {
    if (event.key === 'Enter') event.preventDefault()
  })
  select.before(input)
}

for (const form of document.querySelectorAll('form[data-filter]')) {
  for (const select of form.querySelectorAll('select')) {
    if (select.options.length > LONG && !select.multiple) searchable(select, form.dataset.filter)
  }
}
