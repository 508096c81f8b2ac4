extension TrialPage {
  /// Colours for light and dark, and a layout that follows the direction of the text.
  package static let style = """
    :root {
      --paper: #fbfaf7; --card: #ffffff; --ink: #1f2328; --soft: #6a6f76; --line: #e4e1d8; --accent: #0b6e5f;
      --gone: #b3261e; --gone-paper: #fdecea; --new: #14692f; --new-paper: #e3f5e6; --chip: #f3ead3; --chip-ink: #6b4e00;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --paper: #15171a; --card: #1d2024; --ink: #e4e6e8; --soft: #9aa1a9; --line: #31363c; --accent: #5ec9b5;
        --gone: #ff9b92; --gone-paper: #3a1f1e; --new: #86dd98; --new-paper: #17331e; --chip: #3a3220; --chip-ink: #e9cf8f;
      }
    }
    * { box-sizing: border-box; }
    body {
      margin: 0 auto; max-width: 62rem; padding: 2rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
      font: 16px/1.6 system-ui, "Segoe UI", "Noto Sans", "Noto Sans Arabic", "Noto Naskh Arabic", sans-serif;
    }
    h1 { font-size: 1.6rem; line-height: 1.25; margin: 0; }
    h2 { font-size: 1.2rem; margin: 2.5rem 0 0; overflow-wrap: anywhere; }
    h3 { font-size: 1.05rem; margin: 0 0 .75rem; color: var(--accent); }
    h4 { font-size: .9rem; margin: 1rem 0 .4rem; }
    small { font-weight: normal; color: var(--soft); font-size: .85rem; margin-inline-start: .5rem; }
    .tool, .about, .facts, .note { margin: 0; color: var(--soft); font-size: .9rem; overflow-wrap: anywhere; }
    .tool { font-family: ui-monospace, monospace; }
    .note { margin: .75rem 0 .4rem; }
    .verdict { display: inline-block; margin: .6rem 0; padding: .15rem .7rem; border-radius: 1rem; font-size: .9rem; }
    .verdict.kept { background: var(--new-paper); color: var(--new); }
    .verdict.dropped { background: var(--chip); color: var(--chip-ink); }
    .verdict.failed { background: var(--gone-paper); color: var(--gone); }
    nav {
      position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .35rem; padding: .5rem 0;
      background: var(--paper);
    }
    nav a {
      color: var(--accent); text-decoration: none; border: 1px solid var(--line); border-radius: .4rem;
      padding: .05rem .6rem; font-size: .9rem; background: var(--card);
    }
    section {
      background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: 1rem 1.1rem;
      margin: .75rem 0; scroll-margin-top: 3.5rem;
    }
    .lines { border-block: 1px solid var(--line); }
    .line { display: grid; grid-template-columns: 3rem minmax(0, 1fr) auto; align-items: baseline; }
    .line + .line, .line + .more, .more + .line { border-top: 1px solid var(--line); }
    .number {
      color: var(--soft); font: .8rem ui-monospace, monospace; text-align: end; padding-inline-end: .75rem;
      unicode-bidi: isolate; user-select: none;
    }
    .words:empty::before { content: "\\200b"; }
    .words { text-align: start; padding: .15rem .4rem; overflow-wrap: anywhere; white-space: pre-wrap; }
    .chips { padding: .15rem .4rem; text-align: end; max-width: 12rem; }
    .chip {
      display: inline-block; background: var(--chip); color: var(--chip-ink); border-radius: .3rem; padding: 0 .4rem;
      font-size: .78rem; white-space: nowrap;
    }
    .gone { background: var(--gone-paper); }
    .gone del { text-decoration-thickness: 1px; }
    .blank { color: var(--soft); font-size: .85rem; font-style: italic; }
    del { color: var(--gone); background: var(--gone-paper); text-decoration-thickness: 1px; }
    ins { color: var(--new); background: var(--new-paper); text-decoration: none; }
    .char {
      display: inline-block; direction: ltr; unicode-bidi: isolate; border: 1px solid currentColor; border-radius: .25rem;
      padding: 0 .2rem; margin: 0 .1rem; font: .68rem/1.3 ui-monospace, monospace; vertical-align: .12em;
    }
    .more summary { cursor: pointer; color: var(--soft); font-size: .85rem; padding: .2rem .4rem; padding-inline-start: 3rem; }
    .more .line { border-top: 1px solid var(--line); }
    .summary .number { color: var(--accent); white-space: nowrap; }
    .reasons { list-style: none; margin: 0; padding: 0; font-size: .9rem; }
    .help { color: var(--soft); }
    dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .2rem .9rem; margin: .75rem 0 0; }
    dt { color: var(--soft); font-size: .9rem; }
    dd { margin: 0; overflow-wrap: anywhere; }
    table { border-collapse: collapse; width: 100%; font-size: .93rem; table-layout: fixed; }
    th:first-child { width: 9.5rem; }
    th:last-child { width: 6.5rem; }
    th { text-align: start; font-weight: normal; color: var(--soft); font-size: .85rem; }
    th, td { border-top: 1px solid var(--line); padding: .3rem .5rem; vertical-align: top; overflow-wrap: anywhere; }
    td[dir] { text-align: start; }
    td.id { font: .72rem ui-monospace, monospace; color: var(--soft); }
    pre {
      margin: 0; padding: .7rem .8rem; background: var(--paper); border: 1px solid var(--line); border-radius: .4rem;
      font: .82rem/1.55 ui-monospace, "Noto Sans Mono", "Noto Naskh Arabic", monospace; white-space: pre-wrap;
      overflow-wrap: anywhere; max-height: 32rem; overflow-y: auto; unicode-bidi: plaintext;
    }
    pre.json { unicode-bidi: normal; }
    pre.text { font: inherit; max-height: none; }
    @media (max-width: 40rem) {
      .line { grid-template-columns: 2.2rem minmax(0, 1fr) auto; }
      .changed { grid-template-columns: 2.2rem minmax(0, 1fr); }
      .changed .chips { grid-column: 2; text-align: start; max-width: none; }
      td.id, th:first-child { display: none; }
    }
    """
}
