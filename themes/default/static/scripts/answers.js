// What stands in the public base about the question that is being typed. Without this script, or when nothing answers, the form just works.
// The text is sent in the body, not in an address: what people ask belongs in no log. For old phones: docs/adr/0016-old-phones.md.
const DELAY = 600
const LEAST = 4

function attach (box) {
  const place = document.createElement('div')
  place.setAttribute('aria-live', 'polite')
  box.after(place)
  let timer
  // Counts the questions: only the last one's answer is shown.
  let asked = 0

  function show (found) {
    place.textContent = ''
    if (!found.length) return
    const heading = document.createElement('p')
    heading.textContent = box.dataset.answersHeading
    const list = document.createElement('ul')
    for (const entry of found) {
      const link = document.createElement('a')
      link.href = entry.url
      link.target = '_blank'
      link.rel = 'noopener'
      link.textContent = entry.title
      const line = document.createElement('li')
      line.append(link)
      list.append(line)
    }
    place.append(heading, list)
  }

  async function answer (text) {
    const body = new URLSearchParams({ q: text, csrfmiddlewaretoken: box.form.elements.csrfmiddlewaretoken.value })
    try {
      const response = await fetch(box.dataset.answers, { method: 'POST', body })
      return response.ok ? (await response.json()).found : []
    } catch (error) {
      return []
    }
  }

  async function ask () {
    const text = box.value.trim()
    asked += 1
    const mine = asked
    const found = text.length < LEAST ? [] : await answer(text)
    if (mine === asked) show(found)
  }

  box.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(ask, DELAY)
  })
}

document.querySelectorAll('textarea[data-answers]').forEach(attach)
