// The editor: Monaco in the place of the plain field, coloured from the tokens. Where it does not load, the field stays;
// so it does under fingers, for which Monaco is not made. This page's policy lets <style> in by nonce alone, so elements
// that Monaco makes get the one of this page.
import { complete, hover } from "./completing.js";

const nonce = document.querySelector("script[nonce]").nonce;
const make = document.createElement.bind(document);
document.createElement = (name, options) => {
  const element = make(name, options);
  if (name === "style") element.nonce = nonce;
  return element;
};

function token(name) { return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim(); }

function paint(monaco) {
  const night = dark();
  const plain = (name) => token(name).slice(1);
  monaco.editor.defineTheme("relazione", {
    base: night ? "vs-dark" : "vs",
    inherit: true,
    rules: [
      { token: "", foreground: plain("ink") },
      { token: "keyword", foreground: plain("ink"), fontStyle: "bold" },
      { token: "predefined.sql", foreground: plain("ink-2"), fontStyle: "bold" },
      { token: "identifier", foreground: plain("coop") },
      { token: "tag", foreground: plain(night ? "type-agreement" : "type-organization") },
      { token: "string.sql", foreground: plain(night ? "type-company" : "type-person") },
      { token: "string.escape", foreground: plain(night ? "type-company" : "type-person") },
      { token: "string.invalid", foreground: plain("alert") },
      { token: "comment", foreground: plain("ink-3") },
      { token: "delimiter", foreground: plain("ink-2") },
      { token: "operator.sql", foreground: plain("ink-2") },
      { token: "metatag.html", foreground: plain("ink-3") },
    ],
    colors: {
      "editor.background": token("paper-2"), "editor.foreground": token("ink"),
      "editorLineNumber.foreground": token("ink-3"), "editorLineNumber.activeForeground": token("ink"),
      "editor.lineHighlightBorder": token("paper-3"), "editorCursor.foreground": token("ink"),
      "editor.selectionBackground": token("div-p1"), "editor.inactiveSelectionBackground": token("paper-3"),
      "editorWidget.background": token("paper"), "editorWidget.foreground": token("ink"), "editorWidget.border": token("line-strong"),
      "editorSuggestWidget.background": token("paper"), "editorSuggestWidget.foreground": token("ink"),
      "editorSuggestWidget.selectedBackground": token("paper-3"), "editorSuggestWidget.selectedForeground": token("ink"),
      "editorSuggestWidget.highlightForeground": token("coop"), "editorSuggestWidget.focusHighlightForeground": token("coop"),
      "editorHoverWidget.background": token("paper"), "editorHoverWidget.foreground": token("ink"), "editorHoverWidget.border": token("line-strong"),
      "editorError.foreground": token("alert"), "focusBorder": token("focus"), "widget.shadow": "#00000000",
      "editorBracketMatch.background": token("paper-3"), "editorBracketMatch.border": token("line-strong"),
    },
  });
  monaco.editor.setTheme("relazione");
}

const OPTIONS = {
  language: "sparql", fontSize: 13, lineHeight: 20, tabSize: 2, insertSpaces: true, automaticLayout: true, padding: { top: 8, bottom: 8 },
  ariaLabel: "Query in SPARQL. Control Enter runs it. Escape leaves the editor, then Tab moves on.",
  minimap: { enabled: false }, folding: false, lineNumbersMinChars: 3, lineDecorationsWidth: 8, scrollBeyondLastLine: false, overviewRulerLanes: 0,
  hideCursorInOverviewRuler: true, overviewRulerBorder: false, renderLineHighlight: "line", stickyScroll: { enabled: false },
  fixedOverflowWidgets: true, wordBasedSuggestions: "off", quickSuggestions: { other: true, strings: true, comments: false }, suggest: { showWords: false, preview: false },
  links: false, lightbulb: { enabled: "off" }, unicodeHighlight: { ambiguousCharacters: false, invisibleCharacters: true },
  scrollbar: { alwaysConsumeMouseWheel: false, useShadows: false }, "bracketPairColorization.enabled": false, guides: { indentation: false },
};
const ELSEWHERE = ["suggestWidgetVisible", "findWidgetVisible", "parameterHintsVisible", "editorHasMultipleSelections", "markersNavigationVisible", "inSnippetMode"];

// Columns come as code points; Monaco counts UTF-16 units.
function units(line, points) { return [...line].slice(0, points).join("").length; }

function load(folder) {
  return new Promise((resolve, reject) => {
    require.config({ paths: { vs: folder } });
    require(["vs/editor/editor.main"], resolve, reject);
  });
}

function place(monaco, host, { field, run, leave }) {
  const editor = monaco.editor.create(host, { ...OPTIONS, value: field.value, fontFamily: token("mono"), wordWrap: matchMedia("(max-width: 45rem)").matches ? "on" : "off" });
  const model = editor.getModel();
  const grow = () => { host.style.height = `${Math.min(Math.max(editor.getContentHeight(), 220), innerHeight * 0.6)}px`; };
  editor.onDidContentSizeChange(grow);
  grow();
  editor.addAction({ id: "run", label: "Run the query", keybindings: [monaco.KeyMod.CtrlCmd | monaco.KeyCode.Enter], run: () => run() });
  editor.addCommand(monaco.KeyCode.Escape, leave, ["editorTextFocus", ...ELSEWHERE.map((name) => `!${name}`)].join(" && "));
  model.onDidChangeContent(() => {
    field.value = model.getValue();
    monaco.editor.setModelMarkers(model, "query", []);
  });
  return {
    text: () => model.getValue(),
    put(text) {
      if (text === model.getValue()) return;
      editor.pushUndoStop();
      editor.executeEdits("put", [{ range: model.getFullModelRange(), text }]);
      editor.pushUndoStop();
      editor.setPosition({ lineNumber: 1, column: 1 });
      editor.revealLine(1);
    },
    unmark() { monaco.editor.setModelMarkers(model, "query", []); },
    mark({ line, column, length }, message) {
      const lineNumber = Math.min(line, model.getLineCount());
      const text = model.getLineContent(lineNumber);
      const startColumn = units(text, column - 1) + 1;
      const endColumn = Math.max(units(text, column - 1 + length) + 1, startColumn + 1);
      monaco.editor.setModelMarkers(model, "query", [{ severity: monaco.MarkerSeverity.Error, message, startLineNumber: lineNumber, endLineNumber: lineNumber, startColumn, endColumn }]);
      editor.revealLineInCenterIfOutsideViewport(lineNumber);
    },
    go({ line, column }) {
      const lineNumber = Math.min(line, model.getLineCount());
      editor.setPosition({ lineNumber, column: units(model.getLineContent(lineNumber), column - 1) + 1 });
      editor.focus();
    },
  };
}

export async function openEditor({ form, field, run, leave }) {
  const folder = form.dataset.editor;
  const host = form.querySelector(".editor");
  if (!folder || typeof require !== "function" || matchMedia("(pointer: coarse)").matches) return null;
  try {
    const monaco = await load(folder);
    self.MonacoEnvironment = { getWorker: () => new Worker(form.dataset.worker) };
    paint(monaco);
    complete(monaco, form.dataset);
    hover(monaco, form.dataset);
    host.hidden = false;
    const editor = place(monaco, host, { field, run, leave });
    field.hidden = true;
    form.querySelector("label").hidden = true;
    form.classList.add("edited");
    document.addEventListener("themechange", () => paint(monaco));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => paint(monaco));
    return editor;
  } catch {
    host.hidden = true;
    return null;
  }
}
