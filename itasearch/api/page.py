"""The description of the API as a page for people: one file of HTML, nothing from other hosts."""

import json
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

_STYLE = (
    "body{font:1rem/1.6 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;"
    "overflow-wrap:anywhere;color-scheme:light dark}h2{margin-top:2.5rem}code,pre{font-size:.9em}"
    "table{border-collapse:collapse;width:100%}th,td{border:1px solid #8888;padding:.3rem .5rem;"
    "text-align:left;vertical-align:top}pre{overflow:auto;max-height:30rem}"
)


def page_html(document: Mapping[str, Any]) -> str:
    """The page of an OpenAPI document: each address with what it takes and answers."""
    title = escape(f"{document['info']['title']} {document['info']['version']}")
    parts = [
        '<!doctype html><html lang="en"><meta charset="utf-8">',
        f'<title>{title}: API</title><meta name="viewport" content="width=device-width">',
        f"<style>{_STYLE}</style><h1>{title}: API</h1>",
        f"<p>{_marked(document['info'].get('description', ''))}</p>",
        '<p>For programs: <a href="openapi.json">openapi.json</a> (OpenAPI 3.1).</p>',
    ]
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            parts += _operation(path, method, operation)
    parts.append("<h2>Objects</h2>")
    for name, schema in sorted(document["components"]["schemas"].items()):
        parts.append(f'<details id="{escape(name)}"><summary>{escape(name)}</summary>')
        written = escape(json.dumps(schema, ensure_ascii=False, indent=1))
        parts.append(f"<pre>{written}</pre></details>")
    return "\n".join(parts)


def _operation(path: str, method: str, operation: Mapping[str, Any]) -> Iterator[str]:
    yield f"<h2><code>{escape(method.upper())} {escape(path)}</code></h2>"
    yield f"<p>{_marked(operation.get('description', ''))}</p>"
    if parameters := operation.get("parameters"):
        rows = "".join(map(_parameter_row, parameters))
        yield f"<table><tr><th>Parameter<th>What it is<th>Values</tr>{rows}</table>"
    if body := operation.get("requestBody"):
        schema = body["content"]["application/json"]["schema"]
        yield f"<p>Body (JSON): {_schema_link(schema)}</p>"
    yield "<table><tr><th>Status<th>When<th>Body</tr>"
    for status, answer in operation["responses"].items():
        bodies = "<br>".join(
            f"{escape(kind)} {_schema_link(content.get('schema', {}))}"
            for kind, content in answer.get("content", {}).items()
        )
        when = _marked(answer["description"])
        yield f"<tr><td>{escape(status)}<td>{when}<td>{bodies}</tr>"
    yield "</table>"


def _parameter_row(parameter: Mapping[str, Any]) -> str:
    schema = dict(parameter["schema"])
    description = schema.pop("description", parameter.get("description", ""))
    schema.pop("title", None)
    required = " (required)" if parameter.get("required") else ""
    name = f"<code>{escape(parameter['name'])}</code>{required}"
    values = f"<code>{escape(json.dumps(schema, ensure_ascii=False))}</code>"
    return f"<tr><td>{name}<td>{_marked(description)}<td>{values}</tr>"


def _schema_link(schema: Mapping[str, Any]) -> str:
    names = sorted(set(_references(schema)))
    links = (f'<a href="#{escape(name)}">{escape(name)}</a>' for name in names)
    return ", ".join(links)


def _references(schema: object) -> Iterator[str]:
    if isinstance(schema, Mapping):
        if isinstance(reference := schema.get("$ref"), str):
            yield reference.rpartition("/")[2]
        for part in schema.values():
            yield from _references(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _references(part)


def _marked(text: str) -> str:
    pieces = escape(text).split("`")
    return "".join(f"<code>{piece}</code>" if n % 2 else piece for n, piece in enumerate(pieces))
