"""The shape of the code, counted: sizes, where state is set, what models may not do, what no file may say."""

import ast
import re
import subprocess
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parents[1]
APPS = ("smartcounty", "hubs", "services", "ideas", "feedback")
LONGEST_FILE, USUAL_FILE = 400, 200
LONGEST_FUNCTION, USUAL_FUNCTION = 40, 25
STATES = {"status", "state"}


def _tracked():
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / line for line in done.stdout.splitlines() if (ROOT / line).is_file()]


def _sources():
    return [
        path
        for app in APPS
        for path in sorted((ROOT / app).rglob("*.py"))
        if "migrations" not in path.parts
    ]


def _functions(tree):
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in ast.walk(tree) if isinstance(node, kinds)]


def _at_most_one_in_ten(values, usual):
    return sum(value > usual for value in values) <= len(values) / 10


def test_files_are_short():
    sizes = {path: path.read_text().count("\n") for path in _sources()}
    assert [str(path) for path, size in sizes.items() if size > LONGEST_FILE] == []
    assert _at_most_one_in_ten(list(sizes.values()), USUAL_FILE)


def test_functions_are_short():
    sizes = {
        f"{path.relative_to(ROOT)}:{node.name}": node.end_lineno - node.lineno + 1
        for path in _sources()
        for node in _functions(ast.parse(path.read_text()))
    }
    assert [name for name, size in sizes.items() if size > LONGEST_FUNCTION] == []
    assert _at_most_one_in_ten(list(sizes.values()), USUAL_FUNCTION)


def test_only_actions_and_the_outbox_move_a_state():
    """A state assigned elsewhere would have no lock, no history row and no event."""
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in _sources()
        if not {"actions", "actions.py", "outbox"} & set(path.relative_to(ROOT).parts)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Attribute) and target.attr in STATES
    ]
    assert found == []


def test_models_have_no_order_of_their_own_and_do_not_override_save():
    for path in _sources():
        if "models" not in path.relative_to(ROOT).as_posix():
            continue
        text = path.read_text()
        assert not re.search(r"^\s+ordering\s*=", text, re.MULTILINE), path
        assert not re.search(r"def save\(", text), path


def test_no_source_marks_text_as_safe_but_the_reviewed_places():
    """Each place cleans the text itself on the same line or the one above."""
    places = [
        f"{path.relative_to(ROOT)}"
        for path in _sources()
        for line in path.read_text().splitlines()
        if re.search(r"mark_safe\(|SafeString\(", line)
    ]
    templates = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "templates").rglob("*.html")
        if re.search(r"\|\s*safe\b|autoescape off", path.read_text())
    ]
    assert len(places) <= 5, places
    assert templates == []


# Spelt in pieces, so that this file does not name them either.
HOSTS = re.compile(r"pyp" r"i\.org|pytho" r"nhosted|npm" r"js\.(org|com)|deb" r"\.debian\.org")
PATHS = re.compile(r"(?<![\w.])/(?:wo" r"rk|ro" r"ot)/")


def test_no_file_names_a_package_registry_or_a_path_of_one_machine():
    found = []
    for path in _tracked():
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue
        found += [
            f"{path.relative_to(ROOT)}:{number}"
            for number, line in enumerate(text.splitlines(), 1)
            if HOSTS.search(line) or PATHS.search(line)
        ]
    assert found == []


def test_no_font_or_mark_of_another_body_is_shipped():
    found = [
        str(path.relative_to(ROOT))
        for folder in ("static", "templates")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".html", ".scss", ".css", ".svg", ".js"}
        and re.search(r"GDS Transport|govuk-crest|logotype-crown", path.read_text())
    ]
    assert found == []


@pytest.mark.parametrize("name", ["style attribute", "inline script", "event attribute"])
def test_templates_of_pages_have_nothing_inline(name):
    """E-mails are the exception: mail readers drop style sheets."""
    pattern = {
        "style attribute": r"\sstyle=",
        "inline script": r"<script(?![^>]*\ssrc=)|<style",
        "event attribute": r"\son[a-z]+=\"|hx-on",
    }[name]
    found = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "templates").rglob("*.html")
        if not {"email", "emails"} & set(path.parts) and re.search(pattern, path.read_text())
    ]
    assert found == []


def test_every_model_has_a_factory():
    text = "\n".join(path.read_text() for path in (ROOT / "tests" / "factories").glob("*.py"))
    made = set(re.findall(r"^\s+model = (\w+)", text, re.MULTILINE))
    ours = {
        model.__name__
        for config in apps.get_app_configs()
        if config.name.split(".")[0] in APPS and config.name != "smartcounty.common"
        for model in config.get_models()
        if not model._meta.auto_created
    }
    assert ours - made == set()


def test_readme_is_short():
    assert (ROOT / "README.md").read_text().count("\n") <= 120
