// Answers on the spot which conditions are not ticked; without this script the server answers, with the same words.
const form = document.querySelector('form[data-self-check]')

function show (name, shown) {
  const part = form.querySelector('[data-answer=' + name + ']')
  part.hidden = !shown
  return part
}

if (form) {
  form.addEventListener('submit', event => {
    event.preventDefault()
    const failed = [...form.querySelectorAll('input[name=met]')].filter(box => !box.checked)
    show('met', failed.length === 0)
    const list = show('failed', failed.length > 0).querySelector('ul')
    list.textContent = ''
    for (const box of failed) {
      const item = document.createElement('li')
      item.textContent = box.labels[0].textContent.trim()
      list.append(item)
    }
  })
}
