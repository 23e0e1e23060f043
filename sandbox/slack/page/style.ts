/** The page's style: as near to Slack's as can be without its fonts and pictures. */
export const style = `
:root { --ink: #1d1c1d; --soft: #616061; --line: #dddddd; --link: #1264a3; --green: #007a5a; --red: #e01e5a; }
* { box-sizing: border-box; }
html, body { height: 100%; margin: 0; }
body {
  display: grid; grid-template: 49px 1fr / 240px 1fr; color: var(--ink); background: #fff;
  font: 15px/1.46668 Lato, Slack-Lato, "Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif;
  -webkit-font-smoothing: antialiased;
}
a { color: var(--link); text-decoration: none; }
a:hover { text-decoration: underline; }
nav { grid-row: 1 / 3; background: #3f0e40; color: #cfc3cf; padding: 0 0 16px; overflow: auto; }
nav h1 { margin: 0 0 14px; padding: 0 16px; font-size: 18px; line-height: 49px; color: #fff; border-bottom: 1px solid #5b355c; }
nav h2 { margin: 16px 0 4px; padding: 0 16px; font-size: 13px; font-weight: 400; }
nav a { display: block; padding: 3px 16px; margin: 0 8px; border-radius: 6px; color: inherit; overflow: hidden; text-overflow: ellipsis; }
nav a:hover { background: #5b355c; text-decoration: none; }
nav a[aria-current] { background: #1164a3; color: #fff; }
nav p { padding: 0 16px; font-size: 12px; line-height: 1.5; opacity: .8; }
body > header { display: flex; align-items: center; justify-content: space-between; padding: 0 20px; border-bottom: 1px solid var(--line); }
body > header b { font-size: 18px; font-weight: 900; }
body > header label { color: var(--soft); font-size: 13px; }
body > header .gone { display: none; color: var(--red); font-size: 13px; }
.away > header .gone { display: inline; }
main { overflow: auto; padding: 12px 0 24px; }
.empty { color: var(--soft); padding: 12px 20px; }
.message { display: flex; gap: 8px; padding: 8px 20px; }
.message:hover { background: #f8f8f8; }
.message.private { background: #f7f3f8; }
.avatar { flex: none; width: 36px; height: 36px; margin-top: 3px; }
.body { flex: 1; min-width: 0; max-width: 660px; overflow-wrap: anywhere; }
.from { display: flex; align-items: center; gap: 6px; }
.from b { font-weight: 900; }
.app { padding: 1px 4px; border-radius: 2px; background: #e8e8e8; color: var(--soft); font-size: 10px; font-weight: 700; line-height: 12px; }
time, .edited, .whisper, .count, .hint, .optional { color: var(--soft); font-size: 12px; }
.whisper::before { content: "\\1F441  "; }
h3 { margin: 4px 0; font-size: 18px; line-height: 24px; font-weight: 900; }
hr { height: 1px; margin: 12px 0; border: 0; background: var(--line); }
.section { display: flex; justify-content: space-between; gap: 16px; margin: 6px 0; }
.section > div { flex: 1; min-width: 0; }
.fields { display: grid; grid-template-columns: 1fr 1fr; gap: 8px 16px; }
.context { display: flex; flex-wrap: wrap; gap: 2px 10px; margin: 6px 0; color: var(--soft); font-size: 12px; line-height: 1.6; }
b { font-weight: 700; }
code { padding: 2px 3px 1px; border: 1px solid rgba(29,28,29,.13); border-radius: 3px; background: rgba(29,28,29,.04); color: var(--red); font: 12px/1.5 Monaco, Menlo, Consolas, "Liberation Mono", monospace; }
pre { margin: 4px 0; padding: 8px; border: 1px solid rgba(29,28,29,.13); border-radius: 4px; background: rgba(29,28,29,.04); font: 12px/1.50001 Monaco, Menlo, Consolas, "Liberation Mono", monospace; white-space: pre-wrap; }
blockquote { margin: 4px 0; padding-left: 12px; border-left: 4px solid var(--line); }
.mention { padding: 0 2px 1px; border-radius: 3px; background: rgba(29,155,209,.1); color: var(--link); }
.picture { display: inline-block; padding: 4px 8px; border: 1px dashed var(--line); border-radius: 4px; color: var(--soft); font-size: 12px; }
.actions { display: flex; flex-wrap: wrap; gap: 8px; margin: 10px 0 6px; }
.button { padding: 0 12px; height: 32px; border: 1px solid rgba(29,28,29,.3); border-radius: 8px; background: #fff; color: var(--ink); font: 700 13px/30px Lato, Slack-Lato, "Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif; cursor: pointer; }
.button:hover { background: #f8f8f8; box-shadow: 0 1px 3px rgba(0,0,0,.08); text-decoration: none; }
.button:disabled { cursor: wait; opacity: .55; }
.primary { border-color: var(--green); background: var(--green); color: #fff; }
.primary:hover { background: #148567; }
.danger { border-color: var(--red); background: var(--red); color: #fff; }
.danger:hover { background: #e23067; }
.attachment { display: flex; gap: 12px; margin: 6px 0; }
.attachment svg { flex: none; align-self: stretch; height: auto; min-height: 100%; }
.attachment > div { flex: 1; min-width: 0; }
.thread { margin: 0 20px 8px 64px; border-left: 2px solid var(--line); max-width: 676px; }
.thread .count { padding: 2px 12px; color: var(--link); font-weight: 700; font-size: 13px; }
.thread .message { padding: 4px 12px; }
.thread .avatar { width: 24px; height: 24px; }
.thread h3 { font-size: 15px; line-height: 22px; }
.overlay { position: fixed; inset: 0; display: grid; place-items: center; background: rgba(0,0,0,.6); }
.modal { width: 520px; max-width: 94vw; max-height: 90vh; display: flex; flex-direction: column; padding: 0; border: 0; border-radius: 8px; background: #fff; color: inherit; box-shadow: 0 18px 48px rgba(0,0,0,.35); }
dialog.modal:not([open]) { display: none; }
dialog::backdrop { background: rgba(0,0,0,.6); }
.modal header { display: flex; justify-content: space-between; align-items: center; padding: 18px 20px 10px 28px; }
.modal h2 { margin: 0; font-size: 22px; font-weight: 900; line-height: 1.3; }
.modal .content { padding: 4px 28px 12px; overflow: auto; }
.modal footer { display: flex; justify-content: flex-end; gap: 12px; padding: 16px 24px 24px; }
.modal footer .button { height: 36px; line-height: 34px; padding: 0 14px; font-size: 15px; }
.close { width: 36px; height: 36px; border: 0; border-radius: 4px; background: none; color: var(--soft); font-size: 26px; line-height: 1; cursor: pointer; }
.input { margin: 0 0 18px; }
.input label > b { display: block; margin-bottom: 6px; }
.input label > b + .optional { margin-left: 4px; }
.input input:not([type=radio]), .input select, .input textarea, #person { width: 100%; padding: 8px 12px; border: 1px solid rgba(29,28,29,.3); border-radius: 4px; background: #fff; color: inherit; font: inherit; }
#person { width: auto; padding: 4px 8px; margin-left: 6px; font-size: 13px; color: var(--ink); }
.radio { display: block; }
.error { color: var(--red); font-size: 13px; }
#toast { position: fixed; right: 20px; bottom: 20px; max-width: 420px; padding: 10px 14px; border-radius: 8px; background: var(--ink); color: #fff; font-size: 13px; box-shadow: 0 4px 14px rgba(0,0,0,.25); }
#toast.bad { background: #b3123f; }
#toast:empty { display: none; }
`;
