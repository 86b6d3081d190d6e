"""Words, and the things that programmers type."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from bot.text.tokens import Kind, tokens
from tests.text.messages import anything


def forms(text: str) -> list[str]:
    """The folded forms of the words."""
    return [token.form for token in tokens(text)]


def test_flags_of_one_letter_keep_their_case() -> None:
    assert forms("docker run -P 와 -p") == ["docker", "run", "-P", "와", "-p"]


def test_a_long_flag_is_one_word_with_parts() -> None:
    (token,) = tokens("--From-Literal")
    assert (token.form, token.kind, token.parts) == ("--from-literal", Kind.CODE, ("from", "literal"))


@pytest.mark.parametrize(
    ("text", "form", "parts"),
    [
        ("CrashLoopBackOff", "crashloopbackoff", ("crash", "loop", "back", "off")),
        ("docker-compose.yml", "dockercompose.yml", ("docker", "compose", "yml")),
        ("/var/log/app.log", "/var/log/app.log", ("var", "log", "app", "log")),
        ("~/.kube/config", "~/.kube/config", ("kube", "config")),
        ("my_config_map", "myconfigmap", ("my", "config", "map")),
        ("web-0", "web0", ("web", "0")),
    ],
)
def test_paths_and_identifiers_are_one_word_with_parts(text: str, form: str, parts: tuple[str, ...]) -> None:
    (token,) = tokens(text)
    assert (token.form, token.kind) == (form, Kind.CODE)
    assert tuple(part for part in token.parts if part != "~") == parts


@pytest.mark.parametrize(
    ("text", "form"), [("1.20", "1.20"), ("v1.20", "1.20"), ("137", "137"), ("10,000", "10000"), ("50%", "50%")]
)
def test_versions_codes_and_amounts_are_numbers(text: str, form: str) -> None:
    (token,) = tokens(text)
    assert (token.form, token.kind) == (form, Kind.NUMBER)


@pytest.mark.parametrize(
    "noise",
    [
        "3f4e5a6b7c8d",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "sha256:abcdef0123456789",
        "550e8400-e29b-41d4-a716-446655440000",
        "10.0.0.1",
        "172.17.0.0/16",
        "192.168.0.10:8080",
        "fe80:0:0:0:1ff:fe23:4567:890a",
        "aa:bb:cc:dd:ee:ff",
        "ip-10-0-12-7",
        "2024-01-02T10:20:30Z",
        "2024-01-02 10:20:30",
        "10:20:30",
        "1719843021",
    ],
)
def test_ids_addresses_and_times_of_pasted_output_are_no_words(noise: str) -> None:
    assert forms(noise) == []
    assert forms(f"파드 {noise} 접속") == ["파드", "접속"]


@pytest.mark.parametrize(
    ("pod", "form"),
    [
        ("web-66b6c48dd5-7xk2p", "web"),
        ("my-web-66b6c48dd5-7xk2p", "myweb"),
        ("kube-proxy-7xk2p", "kubeproxy"),
        ("hello-28471230-zx9fd", "hello"),
        ("my-facade", "myfacade"),
        ("redirect-https", "redirecthttps"),
    ],
)
def test_a_pod_loses_its_suffix_and_a_name_keeps_its_words(pod: str, form: str) -> None:
    assert forms(pod) == [form]


@pytest.mark.parametrize("text", ["deadline", "feedback", "1.20", "exit 137", "0x1f", "c0ffee"])
def test_words_and_short_numbers_are_no_ids(text: str) -> None:
    assert forms(text)


def test_a_particle_behind_a_latin_word_is_glued() -> None:
    assert [(token.form, token.glued) for token in tokens("pod가 파드")] == [
        ("pod", False),
        ("가", True),
        ("파드", False),
    ]


@pytest.mark.parametrize(
    ("text", "form"), [("Docker's", "docker"), ("docker’s", "docker"), ("C++", "c++"), ("C#", "c#"), (".NET", "net")]
)
def test_latin_words_are_folded(text: str, form: str) -> None:
    assert forms(text) == [form]


@pytest.mark.parametrize("text", ["cd ../../.. 하면", "/../..", "././.", "_", "$", "_'s", "--", "...", "@#%"])
def test_dots_and_marks_alone_are_no_words(text: str) -> None:
    assert all(token.form not in {"", ".", "/"} for token in tokens(text))


def test_a_word_is_cut_where_no_word_is_as_long() -> None:
    (token,) = tokens("x" * 10_000)
    assert len(token.form) == 64


@given(anything)
@settings(max_examples=300, deadline=None)
def test_any_text_has_words_with_a_form(text: str) -> None:
    found = tokens(text)
    assert found == tokens(text)
    assert all(token.form and token.text and all(token.parts) for token in found)
