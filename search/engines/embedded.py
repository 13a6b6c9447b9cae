"""Tantivy in the process, for one machine: the worker alone writes, every other process reads.

Each index is a folder named after its shape and birth; `public.current` and `desk.current` say which one answers.
"""

import os
import shutil
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Occur, Order, Query

from search.analysis import LONGEST_START, Term, fold, runs
from search.documents import FACET_FIELDS, INTEGER_FIELDS, TEXT_FIELDS, schema_hash
from search.engines.base import Change, EngineDown, Failure, Found, NoIndex, ordered
from search.facets import Index, facets_of
from search.queries import LISTED_VALUES, SORTS, CatalogQuery

WRITER_HEAP = 64_000_000
FILLING_HEAP = 256_000_000
MOST_BUCKETS = 1000
TIE = 0.1


def build_schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("digest", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("ticket", stored=True)
    for name in TEXT_FIELDS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("title", fast=True, tokenizer_name="raw", index_option="basic")
    for name in INTEGER_FIELDS:
        builder.add_integer_field(name, indexed=True, fast=True)
    for name in FACET_FIELDS.values():
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


@dataclass
class Reader:
    """An open index and the state of its folder when it was last read."""

    folder: Path
    index: Any
    seen: int


class EmbeddedEngine:
    """The catalogue below `root`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.schema = build_schema()
        self._lock = threading.Lock()
        self._readers: dict[Index, Reader] = {}
        self._writers: dict[Path, tuple[Any, Any]] = {}
        self._filling: set[Path] = set()  # folders with a writer here that are not in use yet

    # --- reading ------------------------------------------------------------------------------------------------------

    def is_up(self) -> bool:
        return True

    def is_ready(self, index: Index) -> bool:
        try:
            self._close_left(index, self._current(index))
        except NoIndex:
            return False
        return True

    def find(self, index: Index, query: CatalogQuery) -> Found:
        searcher = self._searcher(index)
        clauses = self._text(query) + [self._filter(name, values) for name, values in query.scope.items()]
        filters = {name: self._filter(name, values) for name, values in query.filters.items() if values}
        hits, total = self._hits(searcher, self._all_of([*clauses, *filters.values()]), query)
        counts: dict[str, list[tuple[str, int]]] = {}
        names = [facet.name for facet in facets_of(index)]
        groups = [[name for name in names if name not in filters], *([name] for name in names if name in filters)]
        for group in filter(None, groups):
            others = [query_ for name, query_ in filters.items() if name not in group]
            counts |= self._counts(searcher, self._all_of([*clauses, *others]), group)
        return Found(ids=hits, total=total, counts=counts)

    def starting(self, index: Index, text: str, size: int) -> list[str]:
        parts = [(Occur.Must, self._term("starts", run.text[:LONGEST_START])) for run in runs(fold(text))][:4]
        if not parts:
            return []
        searcher = self._searcher(index)
        found = searcher.search(Query.boolean_query(parts), limit=size, count=False)
        return [searcher.doc(address)["id"][0] for _score, address in found.hits]

    def stored(self, index: Index) -> Iterator[tuple[str, str]]:
        searcher = self._searcher(index)
        if not searcher.num_docs:
            return
        found = searcher.search(Query.all_query(), limit=searcher.num_docs, count=False)
        for _score, address in found.hits:
            document = searcher.doc(address)
            yield document["id"][0], document["digest"][0]

    def _hits(self, searcher: Any, wanted: Any, query: CatalogQuery) -> tuple[list[str], int]:
        _title, field, largest_first = SORTS[query.order]
        sorting: dict[str, Any] = {"order_by_field": field, "order": Order.Desc if largest_first else Order.Asc}
        found = searcher.search(wanted, limit=query.size, offset=query.offset, count=True, **(sorting if field else {}))
        return [searcher.doc(address)["id"][0] for _score, address in found.hits], found.count

    def _counts(self, searcher: Any, wanted: Any, names: list[str]) -> dict[str, list[tuple[str, int]]]:
        asked = {name: {"terms": {"field": FACET_FIELDS[name], "size": MOST_BUCKETS}} for name in names}
        answer = searcher.aggregate(wanted, asked)
        return {
            name: ordered(((b["key"], b["doc_count"]) for b in answer[name]["buckets"]), LISTED_VALUES)
            for name in names
        }

    # --- queries ------------------------------------------------------------------------------------------------------

    def _text(self, query: CatalogQuery) -> list[Any]:
        if query.is_hopeless():
            return [Query.empty_query()]
        return [self._anywhere(term) for term in query.terms()]

    def _anywhere(self, term: Term) -> Any:
        """The term in whichever field it is worth most in."""
        tries = [("names", term.characters), ("aliases", term.characters), ("text", term.grams)]
        if not term.is_cjk:
            tries.append(("pinyin", [term.text]))
        if term.is_start:
            tries.append(("starts", [term.text]))
        parts = [Query.boost_query(self._phrase(field, tokens), TEXT_FIELDS[field]) for field, tokens in tries]
        return Query.disjunction_max_query(parts, TIE)

    def _phrase(self, field: str, tokens: list[str]) -> Any:
        return Query.phrase_query(self.schema, field, [*tokens]) if len(tokens) > 1 else self._term(field, tokens[0])

    def _term(self, field: str, token: str) -> Any:
        return Query.term_query(self.schema, field, token)

    def _filter(self, facet: str, values: Sequence[str]) -> Any:
        return Query.const_score_query(Query.term_set_query(self.schema, FACET_FIELDS[facet], list(values)), 0.0)

    def _all_of(self, clauses: list[Any]) -> Any:
        return Query.boolean_query([(Occur.Must, clause) for clause in clauses]) if clauses else Query.all_query()

    # --- writing ------------------------------------------------------------------------------------------------------

    def write(self, index: Index, changes: Sequence[Change], into: str = "") -> list[Failure]:
        folder = self.root / into if into else self._current(index)
        if not into:
            self._close_left(index, folder)
        opened, writer = self._writer(folder, filling=bool(into))
        failures: list[Failure] = []
        try:
            opened.reload()
            searcher = opened.searcher()
            for change in changes:
                if searcher.num_docs and self._ticket(searcher, change.id) > change.ticket:
                    continue
                try:
                    document = self._document(change) if change.fields is not None else None
                except (ValueError, TypeError, OverflowError) as error:
                    failures.append(Failure(change.id, f"{type(error).__name__}: {error}"))
                    continue
                writer.delete_documents_by_term("id", change.id)
                if document is not None:
                    writer.add_document(document)
            # A folder that is being filled is seen by nobody: it is committed when it is switched to.
            if not into:
                writer.commit()
        except (OSError, RuntimeError, ValueError) as error:
            self._writers.pop(folder, None)
            self._filling.discard(folder)
            raise EngineDown(str(error)) from error
        return failures

    def begin(self, index: Index) -> str:
        name = f"{index}-{schema_hash()}-{time.time_ns()}"
        folder = self.root / name
        folder.mkdir(parents=True)
        tantivy.Index(self.schema, path=str(folder))
        return name

    def switch(self, index: Index, name: str) -> None:
        folder = self.root / name
        _opened, writer = self._writer(folder, filling=True)
        writer.commit()
        self._close(folder)
        before = self._pointed_at(index)
        self._point(index, name)
        for old in self.root.glob(f"{index}-*"):
            # The one before stays until the next rebuild: a reader may just be opening it.
            if old not in {folder, before}:
                self._close(old)
                shutil.rmtree(old, ignore_errors=True)
        if before is not None:
            self._close(before)

    def discard(self, index: Index, name: str) -> None:
        self._close(self.root / name)
        shutil.rmtree(self.root / name, ignore_errors=True)

    def close(self) -> None:
        """Finish merging and let go of the writers' locks."""
        for folder in list(self._writers):
            self._close(folder)

    def _document(self, change: Change) -> Any:
        document = tantivy.Document()
        document.add_unsigned("ticket", change.ticket)
        for name, value in (change.fields or {}).items():
            # Checked here, because a wrong type kills the writer's thread and everything it held.
            if (name in INTEGER_FIELDS) is not isinstance(value, int):
                raise TypeError(f"{name} cannot hold {type(value).__name__}")
            if isinstance(value, int):
                document.add_integer(name, value)
            else:
                for text in value if isinstance(value, list) else [value]:
                    document.add_text(name, text)
        return document

    def _ticket(self, searcher: Any, doc_id: str) -> int:
        found = searcher.search(self._term("id", doc_id), limit=1, count=False)
        return max((searcher.doc(address)["ticket"][0] for _score, address in found.hits), default=0)

    def _writer(self, folder: Path, *, filling: bool) -> tuple[Any, Any]:
        if folder not in self._writers:
            try:
                opened = tantivy.Index.open(str(folder))
                opened.config_reader("manual")
                heap, threads = (FILLING_HEAP, 2) if filling else (WRITER_HEAP, 1)
                self._writers[folder] = opened, opened.writer(heap_size=heap, num_threads=threads)
                if filling:
                    self._filling.add(folder)
            except (ValueError, OSError) as error:  # LockBusy: another process writes
                raise EngineDown(str(error)) from error
        return self._writers[folder]

    def _close_left(self, index: Index, current: Path) -> None:
        """Let go of folders that another process has switched away from: each writer holds on to its heap."""
        for folder in self._writers.keys() - self._filling - {current}:
            if folder.name.startswith(f"{index}-"):
                self._close(folder)

    def _close(self, folder: Path) -> None:
        self._filling.discard(folder)
        _opened, writer = self._writers.pop(folder, (None, None))
        if writer is not None:
            writer.wait_merging_threads()

    # --- folders ------------------------------------------------------------------------------------------------------

    def _searcher(self, index: Index) -> Any:
        folder = self._current(index)
        try:
            seen = (folder / "meta.json").stat().st_mtime_ns
            with self._lock:
                reader = self._readers.get(index)
                if reader is None or reader.folder != folder:
                    opened = tantivy.Index.open(str(folder))
                    # Manual: a watching thread would not survive a fork, and a glance at meta.json is cheap.
                    opened.config_reader("manual")
                    reader = self._readers[index] = Reader(folder, opened, -1)
                if reader.seen != seen:
                    reader.index.reload()
                    reader.seen = seen
                return reader.index.searcher()
        except (OSError, ValueError) as error:
            raise EngineDown(str(error)) from error

    def _current(self, index: Index) -> Path:
        folder = self._pointed_at(index)
        if folder is None or not folder.name.startswith(f"{index}-{schema_hash()}-") or not folder.is_dir():
            raise NoIndex(f"the {index} catalogue has to be filled")
        return folder

    def _pointed_at(self, index: Index) -> Path | None:
        try:
            return self.root / (self.root / f"{index}.current").read_text().strip()
        except FileNotFoundError:
            return None

    def _point(self, index: Index, name: str) -> None:
        """Replace the pointer in one step, on the disk before anybody can read it."""
        fresh = self.root / f"{index}.current.new"
        with fresh.open("w") as file:
            file.write(name)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self.root / f"{index}.current")
