// What the editor offers as one types: keywords, variables of the query, terms of the ontology, values, prefixes, and names
// of the dataset by their label. The endpoint knows the usual prefixes; one that it does not know is declared with the word.

const KEYWORDS = ("SELECT DISTINCT REDUCED CONSTRUCT ASK DESCRIBE WHERE FROM NAMED GRAPH OPTIONAL UNION MINUS FILTER BIND VALUES AS UNDEF EXISTS NOT IN "
  + "GROUP BY HAVING ORDER ASC DESC LIMIT OFFSET PREFIX BASE").split(" ");
const FUNCTIONS = ("COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT STR LANG LANGMATCHES DATATYPE BOUND IRI BNODE RAND ABS CEIL FLOOR ROUND CONCAT STRLEN UCASE LCASE "
  + "CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER SUBSTR REPLACE REGEX YEAR MONTH DAY NOW COALESCE IF SAMETERM ISIRI ISBLANK ISLITERAL ISNUMERIC").split(" ");
const TYPED = /(?:[?$][\w]*|[\w][\w-]*(?::[\w.%-]*)?|:)$/;
const VALUE = /([\w-]+:[\w-]+)\s+(?:[^.;"]*,\s*)?"([^"]*)$/;
const SIMPLE = /^\w[\w-]*$/;

let terms = null;

function known(data) {
  terms ??= fetch(data.terms).then((answer) => answer.json()).catch(() => { terms = null; return null; });
  return terms;
}

// Inside a comment or a string nothing but values is offered; # in an IRI starts no comment.
function within(text) {
  const rest = text.replace(/<[^<>\s]*>/g, "").replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, "");
  return { comment: rest.includes("#"), string: /["']/.test(rest) };
}

function variables(text, but) {
  const found = new Set(text.match(/[?$]\w+/g) ?? []);
  found.delete(but);
  return [...found];
}

function declared(text, prefix) { return new RegExp(`\\bprefix\\s+${prefix}:`, "i").test(text); }

// By label, as the field at the top of every page finds names (look.js).
async function names(words, token) {
  await new Promise((done) => { setTimeout(done, 90); });
  if (token.isCancellationRequested) return [];
  try { return (await namesLike(words)) ?? []; } catch { return []; }
}

function written(name, vocabulary) {
  const [type, ...rest] = name.key.split("/");
  const local = rest.join("/");
  const prefix = vocabulary.prefixes.find((each) => each.prefix === type);
  if (prefix && SIMPLE.test(local)) return `${type}:${local}`;
  const base = vocabulary.prefixes.find((each) => each.prefix === "state").iri.replace(/state\/$/, "");
  return `<${base}${name.key}>`;
}

export function complete(monaco, data) {
  const kind = monaco.languages.CompletionItemKind;

  function term(each, shape, rest) {
    const about = [each.domain && `of ${each.domain}`, each.range && `to ${each.range}`].filter(Boolean).join(", ");
    return { ...rest, label: { label: each.name, description: each.label }, kind: shape, insertText: each.name, filterText: `${each.name} ${each.label}`, detail: about || each.label, documentation: each.comment };
  }

  // A name fits by what its label holds; one found by another of its names counts as fitting what was typed.
  function named(name, typed, word, vocabulary, rest) {
    const iri = written(name, vocabulary);
    const fits = name.label.toLowerCase().includes(word.toLowerCase());
    return {
      ...rest, label: { label: name.label, description: iri }, kind: kind.Value, insertText: iri, filterText: fits && !typed.includes(":") ? name.label : typed,
      detail: name.typeLabel, documentation: `Named in ${name.documents} ${name.documents === 1 ? "document" : "documents"}.`, sortText: `z${name.label}`,
    };
  }

  async function offered(model, position, token) {
    const vocabulary = await known(data);
    const whole = model.getValue();
    const before = model.getLineContent(position.lineNumber).slice(0, position.column - 1);
    const inside = within(before);
    if (!vocabulary || inside.comment) return { suggestions: [] };
    const value = VALUE.exec(before);
    const typed = inside.string ? value?.[2] ?? "" : TYPED.exec(before)?.[0] ?? "";
    const range = new monaco.Range(position.lineNumber, position.column - typed.length, position.lineNumber, position.column);
    if (inside.string) {
      const values = value ? vocabulary.values[value[1]] ?? [] : [];
      return { suggestions: values.map((each) => ({ label: each, kind: kind.EnumMember, insertText: each, range })) };
    }
    const found = variables(whole, typed).map((each) => ({ label: each, kind: kind.Variable, insertText: each, range }));
    if (/^[?$]/.test(typed)) return { suggestions: found };
    const rest = { range };
    const [prefix, local] = typed.split(":");
    const all = [
      ...vocabulary.classes.map((each) => term(each, kind.Class, rest)),
      ...vocabulary.properties.map((each) => term(each, kind.Property, rest)),
      ...vocabulary.sectors.map((each) => term(each, kind.EnumMember, rest)),
    ];
    const words = local ?? typed;
    const people = words.length > 1 ? (await names(words.replaceAll("-", " "), token)).filter((name) => local === undefined || name.key.startsWith(`${prefix}/`)) : [];
    found.push(...people.map((name) => named(name, typed, words, vocabulary, rest)));
    if (local !== undefined) return { suggestions: [...all.filter((each) => each.insertText.startsWith(`${prefix}:`)), ...found.filter((each) => each.kind === kind.Value)], incomplete: true };
    found.push(...all);
    for (const each of vocabulary.prefixes) {
      const declare = !each.known && !declared(whole, each.prefix);
      found.push({
        label: { label: `${each.prefix}:`, description: declare ? "prefix, will be declared" : "prefix" }, kind: kind.Module, insertText: `${each.prefix}:`, detail: each.iri, range,
        additionalTextEdits: declare ? [{ range: new monaco.Range(1, 1, 1, 1), text: `PREFIX ${each.prefix}: <${each.iri}>\n` }] : [],
        command: { id: "editor.action.triggerSuggest", title: "" },
      });
    }
    for (const each of KEYWORDS) found.push({ label: each, kind: kind.Keyword, insertText: each, range });
    for (const each of FUNCTIONS) found.push({ label: each, kind: kind.Function, insertText: `${each}($0)`, insertTextRules: monaco.languages.CompletionItemInsertTextRule.InsertAsSnippet, range });
    return { suggestions: found, incomplete: true };
  }

  monaco.languages.registerCompletionItemProvider("sparql", {
    triggerCharacters: [":", "?", "$", '"'],
    provideCompletionItems: (model, position, _context, token) => offered(model, position, token),
  });
}

export function hover(monaco, data) {
  monaco.languages.registerHoverProvider("sparql", {
    async provideHover(model, position) {
      const line = model.getLineContent(position.lineNumber);
      const at = [...line.matchAll(/[\w-]+:[\w-]+/g)].find((each) => each.index < position.column && position.column <= each.index + each[0].length + 1);
      const vocabulary = at && await known(data);
      const term = vocabulary && [...vocabulary.classes, ...vocabulary.properties, ...vocabulary.sectors].find((each) => each.name === at[0]);
      if (!term) return null;
      const range = new monaco.Range(position.lineNumber, at.index + 1, position.lineNumber, at.index + 1 + at[0].length);
      return { range, contents: [{ value: `**${term.label}**` }, { value: term.comment }] };
    },
  });
}
