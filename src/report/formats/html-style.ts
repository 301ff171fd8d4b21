/**
 * The look of the page: system fonts, readable in grey and on paper (A4). Each answer has a colour of its own beside its
 * sign and word; all text has a contrast of at least 4.5 to 1.
 */
export const STYLE = `
:root { --ink: #1d1f23; --soft: #565b63; --line: #d4d8de; --paper: #fff; --wash: #f5f6f8;
  --return: #a5161a; --return-wash: #fdeeee; --hold: #7a2382; --hold-wash: #f8eefa;
  --remind: #7a4b00; --remind-wash: #fff6e3; --accept: #17663a; --accept-wash: #eaf7ef;
  --advise: #1c5596; --advise-wash: #edf4fc; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--wash); color: var(--ink); line-height: 1.65; font-size: 1rem;
  font-family: "Noto Sans TC", "Noto Sans CJK TC", "PingFang TC", "Microsoft JhengHei", "Heiti TC", system-ui, sans-serif; }
main, footer { max-width: 60rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1rem; color: var(--soft); margin: 0 0 .75rem; font-weight: 600; }
h2, h3, h4, p, dl, dd, ol, ul { margin: 0; }
a { color: var(--advise); }
.submission, .contents .all { font-size: 1.25rem; font-weight: 700; }
.contents { background: var(--paper); border: 1px solid var(--line); border-radius: .5rem; padding: 1.25rem;
  margin-bottom: 1.5rem; }
.return-file, .return-unit { --tone: var(--return); --tone-wash: var(--return-wash); }
.hold, .unknown { --tone: var(--hold); --tone-wash: var(--hold-wash); }
.remind { --tone: var(--remind); --tone-wash: var(--remind-wash); }
.accept { --tone: var(--accept); --tone-wash: var(--accept-wash); }
.advise { --tone: var(--advise); --tone-wash: var(--advise-wash); }
.verdict { background: var(--tone-wash); border: 2px solid var(--tone); border-left-width: .75rem; border-radius: .5rem;
  padding: 1rem 1.25rem; }
.answer { color: var(--tone); font-size: 2.25rem; font-weight: 700; line-height: 1.25; }
.verdict h2 { font-size: 1.25rem; line-height: 1.5; margin-top: .25rem; }
.about { color: var(--soft); font-size: .875rem; margin-top: .5rem; }
.state { color: var(--tone); font-weight: 700; white-space: nowrap; }
section { margin-top: 1.5rem; }
section > h3 { font-size: 1.125rem; border-bottom: 2px solid var(--line); padding-bottom: .25rem; display: flex;
  flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; }
.todo { border: 2px solid var(--ink); border-radius: .5rem; padding: .75rem 1.25rem; }
.todo h3 { border: 0; padding: 0; }
.todo ol { padding-left: 1.5rem; }
.todo li { margin-top: .25rem; }
.finding { border-left: .375rem solid var(--tone); background: var(--wash); border-radius: .25rem; padding: .75rem 1rem;
  margin-top: .75rem; }
.finding h4 { font-size: 1rem; line-height: 1.5; }
.finding h4 .weight { color: var(--tone); margin-right: .375rem; }
.finding dl { display: grid; grid-template-columns: 4rem 1fr; gap: .125rem .75rem; margin-top: .5rem; font-size: .9375rem; }
.finding dt { color: var(--soft); }
.finding .todo-part { font-weight: 700; }
.who { display: inline-block; border: 1px solid var(--line); border-radius: 1rem; background: var(--paper);
  padding: 0 .625rem; margin-left: .5rem; font-size: .8125rem; font-weight: 400; color: var(--soft); }
.nothing { color: var(--soft); margin-top: .5rem; }
.level { background: var(--remind-wash); border-left: .375rem solid var(--remind); padding: .375rem .75rem; margin-top: .5rem; }
details { margin-top: .75rem; }
summary { cursor: pointer; color: var(--advise); font-weight: 600; }
table { border-collapse: collapse; width: 100%; margin-top: .5rem; font-size: .9375rem; }
th, td { border: 1px solid var(--line); padding: .375rem .5rem; text-align: left; vertical-align: top; }
th { background: var(--wash); }
thead th { white-space: nowrap; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.hash { font-family: ui-monospace, Consolas, monospace; font-size: .75rem; overflow-wrap: anywhere; }
footer { color: var(--soft); font-size: .875rem; }
@media (max-width: 36rem) {
  main, footer { padding: .5rem; }
  .submission, .contents { padding: .75rem; }
  .answer { font-size: 1.75rem; }
  .finding dl { grid-template-columns: 1fr; }
  .finding dt { margin-top: .375rem; font-size: .875rem; }
  .files thead { display: none; }
  .files tr, .files td { display: block; }
  .files tr { border: 1px solid var(--line); margin-top: .5rem; }
  .files td { border: 0; text-align: left; }
}
@page { size: A4; margin: 14mm 12mm 16mm; @bottom-right { content: counter(page) " / " counter(pages); font-size: 9pt; } }
@media print {
  html { font-size: 9.5pt; }
  body { background: none; line-height: 1.5; }
  section { margin-top: 1rem; }
  .finding { padding: .375rem .75rem; margin-top: .5rem; }
  main, footer { max-width: none; padding: 0; }
  .submission, .contents { border: 0; padding: 0; }
  .submission + .submission { break-before: page; }
  .verdict, .finding, .level, th { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .verdict, .todo li, .finding, tr { break-inside: avoid; }
  h2, h3, h4, summary { break-after: avoid; }
  p, li { orphans: 3; widows: 3; }
  thead { display: table-header-group; }
  details::details-content { content-visibility: visible; display: block; block-size: auto; }
  summary { list-style: none; color: inherit; }
  a { color: inherit; text-decoration: none; }
}
`;
