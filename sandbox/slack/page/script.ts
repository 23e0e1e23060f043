/**
 * The page's script: asks each second what the conversation looks like now, and sends presses. Whatever it puts into the
 * page was made into safe HTML by the sandbox, or is set as text.
 */
export const script = `
'use strict';
const { person, channel } = document.body.dataset;
const main = document.querySelector('main');
const modal = document.querySelector('#modal');
const ask = document.querySelector('#ask');
const toast = document.querySelector('#toast');
// What the browser makes of HTML differs from its text, so what was sent last is what is compared.
let last = { main: undefined, modal: undefined };

async function refresh() {
  const response = await fetch('/slack/conversation?' + new URLSearchParams({ person, channel }));
  const now = await response.json();
  if (now.main !== last.main) {
    const atEnd = main.scrollHeight - main.scrollTop - main.clientHeight < 60;
    main.innerHTML = now.main;
    if (atEnd) main.scrollTop = main.scrollHeight;
  }
  if (now.modal !== last.modal) {
    modal.innerHTML = now.modal;
    modal.querySelector('input, select, textarea')?.focus();
  }
  last = now;
  document.body.classList.remove('away');
}

function say(text, bad) {
  toast.textContent = text;
  toast.className = bad ? 'bad' : '';
  clearTimeout(say.timer);
  say.timer = setTimeout(() => (toast.textContent = ''), 6000);
}

async function press(given) {
  const response = await fetch('/slack/press', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user: person, ...given }),
  });
  const answer = await response.json();
  if (!response.ok) say(answer.message, true);
  else if (answer.status !== 200) say('The app answered ' + answer.status + ': ' + answer.body.slice(0, 200), true);
  else if (answer.late) say('The app took longer than the three seconds that Slack waits.', true);
  else if (!given.close) say('The app answered 200.');
  await refresh();
  return answer;
}

function confirmed(asked) {
  return new Promise((resolve) => {
    const { title, text, confirm, deny, danger } = JSON.parse(asked);
    ask.querySelector('h2').textContent = title;
    ask.querySelector('.content').innerHTML = text;
    const [no, yes] = ask.querySelectorAll('footer button');
    no.textContent = deny;
    yes.textContent = confirm;
    yes.className = 'button ' + (danger ? 'danger' : 'primary');
    no.onclick = () => ask.close();
    yes.onclick = () => ask.close('yes');
    ask.returnValue = '';
    ask.onclose = () => resolve(ask.returnValue === 'yes');
    ask.showModal();
  });
}

document.addEventListener('click', async ({ target }) => {
  const form = target.closest('form[data-view]');
  if (form && (target.closest('[data-close]'))) return press({ view: form.dataset.view, close: true });
  const button = target.closest('button[data-action]');
  if (!button) return;
  const { action, value, confirm } = button.dataset;
  const ts = button.closest('[data-ts]')?.dataset.ts;
  if (confirm && !(await confirmed(confirm))) return;
  button.disabled = true;
  button.classList.add('waiting');
  try {
    await press({ ts, action_id: action, value });
  } finally {
    button.disabled = false;
    button.classList.remove('waiting');
  }
});

document.addEventListener('submit', async (event) => {
  event.preventDefault();
  const form = event.target;
  const values = {};
  for (const input of form.querySelectorAll('[data-input]')) {
    if (input.type === 'radio' && !input.checked) continue;
    values[input.closest('[data-block]').dataset.block] = { [input.dataset.input]: input.value };
  }
  const answer = await press({ view: form.dataset.view, values });
  for (const error of form.querySelectorAll('.error')) error.textContent = '';
  let said = {};
  try { said = JSON.parse(answer.body); } catch {}
  for (const [block, error] of Object.entries(said.errors ?? {})) {
    const place = [...form.querySelectorAll('[data-block]')].find((each) => each.dataset.block === block);
    if (place) place.querySelector('.error').textContent = error;
  }
});

document.addEventListener('keydown', ({ key }) => {
  const form = key === 'Escape' && modal.querySelector('form');
  if (form) press({ view: form.dataset.view, close: true });
});

document.querySelector('#person').addEventListener('change', ({ target }) => {
  location.search = '?' + new URLSearchParams({ person: target.value, channel });
});

main.scrollTop = main.scrollHeight;
setInterval(() => refresh().catch(() => document.body.classList.add('away')), 1000);
refresh().catch(() => {});
`;
