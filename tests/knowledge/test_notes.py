"""Notes read into topics and entries: the samples, and the ways in which instructors' files differ."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import ImportFileError
from bot.knowledge.model import Status
from bot.knowledge.notes import ParsedEntry, ParsedNotes, parse_file, parse_notes

SAMPLES = Path(__file__).parents[1] / "samples" / "notes"


def sample(name: str) -> ParsedNotes:
    return parse_file(name, (SAMPLES / name).read_bytes())


def entries(markdown: str) -> list[ParsedEntry]:
    return list(parse_notes(markdown, "notes.md").entries())


def told(markdown: str) -> list[tuple[str, str]]:
    return [(entry.question, entry.answer) for entry in entries(markdown)]


def left_out(markdown: str) -> list[tuple[int, str]]:
    return [(piece.line, piece.text) for piece in parse_notes(markdown, "notes.md").left_out]


def test_title_cohort_and_topics_come_from_the_headings() -> None:
    notes = sample("spring.md")
    assert (notes.file, notes.name, notes.cohort) == ("spring.md", "Cloud Basics", "25-1차")
    assert [(topic.name, topic.line, len(topic.entries)) for topic in notes.topics] == [
        ("Docker", 10, 3),
        ("Kubernetes", 34, 2),
    ]


def test_an_answer_keeps_lists_code_quotes_and_pictures_in_order() -> None:
    entry = next(sample("spring.md").entries())
    assert (entry.line, entry.status) == (10, Status.ANSWERED)
    assert entry.answer == (
        "- 이미지는 틀이고, 컨테이너는 실행된 것입니다.\n"
        "  - 자세한 건 [문서](https://example.com/a_(b)/%EC%98%88?q=1)를 보세요.\n"
        "```bash\n$ docker ps\t--all  \n- not a question?\n---\n```\n"
        "> 위 결과를 보세요.\n"
        "\n"
        "![](img/ps.png)"
    )


def test_status_tells_what_is_open_and_what_was_promised() -> None:
    assert [entry.status.value for entry in sample("spring.md").entries()] == [
        "answered",
        "pending",
        "pending",
        "provisional",
        "answered",
    ]


def test_a_placeholder_is_no_answer() -> None:
    assert [answer for _, answer in told("- a?\n  - ...\n- b?\n  - TBD\n- c?\n  -\n- d?\n  …")] == ["", "", "", ""]


def test_a_picture_alone_is_an_answer() -> None:
    assert told("- a?\n  - ![](x.png)") == [("a?", "- ![](x.png)")]


def test_a_look_back_relates_to_the_entry_before() -> None:
    assert [entry.related_lines for entry in sample("spring.md").entries()] == [(), (), (22,), (), ()]


def test_a_command_named_above_relates_to_the_entry_that_shows_it() -> None:
    found = entries(
        "- a?\n  - `docker network connect`\n- b?\n  - 네.\n- c?\n  - 위의 `docker network connect`로 됩니다."
    )
    assert [entry.related_lines for entry in found] == [(), (), (1,)]


def test_a_summary_heading_is_no_question() -> None:
    docker, kubernetes = sample("spring.md").topics
    assert docker.summary == "![](img/docker\\_summary.png)"
    assert kubernetes.summary is None


def test_what_is_no_entry_is_left_out_with_its_line_and_a_reason() -> None:
    assert [(piece.line, piece.reason) for piece in sample("spring.md").left_out] == [
        (3, "before the first topic, no question"),
        (40, "no question below this heading"),
        (42, "no question below this heading"),
        (46, "a playlist"),
        (47, "a playlist"),
    ]
    assert sample("spring.md").left_out[0].text == "* Editors\n  * [Zed](https://zed.dev/)"


def test_every_session_of_a_file_has_its_own_cohort() -> None:
    notes = sample("two_cohorts.md")
    assert (notes.name, notes.cohort) == ("Cloud Basics", "2차")
    assert [(topic.name, len(topic.entries)) for topic in notes.topics] == [("Docker", 5)]
    assert [entry.cohort for entry in notes.entries()] == ["2차", "2차", "3차", "3차", "3차"]


def test_windows_line_ends_numbers_and_tabs_are_read() -> None:
    first, second, *_ = sample("two_cohorts.md").entries()
    assert (first.question, first.answer) == (
        "포트는 어떻게 여나요?",
        "- `-p 80:80` 을 쓰세요.\n\t- 앞이 호스트입니다.",
    )
    assert (second.question, second.answer) == ("닫으려면?", "~~~yaml\nports: []  \n~~~")


def test_one_space_before_a_bullet_may_mean_an_answer_or_a_question() -> None:
    found = [(entry.question, entry.answer) for entry in sample("two_cohorts.md").entries()][2:]
    assert found == [
        ("한 칸 들여 쓴 답도 되나요?", "* 네, 됩니다."),
        ("앞의 질문과 같은 방식인가요?", "* 네."),
        ("한 칸 들여 쓴 질문도 되나요?", "* 네, 그것도요."),
    ]


def test_pending_questions_one_space_in_stay_questions() -> None:
    assert [question for question, _ in told("- a?\n- b?\n - c인가요?\n- d?")] == ["a?", "b?", "c인가요?", "d?"]


def test_a_remark_of_a_student_counts_among_questions() -> None:
    found = told("## Docker\n- 되나요?\n- 교육 들으면서 질문 많은 적은... ㅋㅋ\n- tag와 name 차이\n  - 다릅니다.")
    assert [question for question, _ in found] == ["되나요?", "교육 들으면서 질문 많은 적은... ㅋㅋ", "tag와 name 차이"]


def test_a_topic_of_remarks_alone_counts_too() -> None:
    assert told("## Docker\n- 이름이 같아서 헷갈리네요.\n  - 고려하겠습니다.") == [
        ("이름이 같아서 헷갈리네요.", "- 고려하겠습니다.")
    ]


def test_two_signs_for_questions_and_answers_at_one_column() -> None:
    assert told("1. 첫째인가요?\n- 네.\n- 그리고\n2. 둘째는요?\n- 아니요.") == [
        ("첫째인가요?", "- 네.\n- 그리고"),
        ("둘째는요?", "- 아니요."),
    ]


def test_mixed_signs_that_all_ask_are_all_questions() -> None:
    assert [question for question, _ in told("- 하나인가요?\n* 둘인가요?\n+ 셋인가요?")] == [
        "하나인가요?",
        "둘인가요?",
        "셋인가요?",
    ]


def test_labels_are_taken_off_questions_and_answers() -> None:
    assert told("Q. 무엇인가요?\nA. 이것입니다.\n\n**Q2:** 또요?\n\n**답변:** 저것\n- 과 이것") == [
        ("무엇인가요?", "이것입니다."),
        ("또요?", "저것\n- 과 이것"),
    ]


def test_a_heading_may_be_the_question() -> None:
    found = told("## Docker\n#### 왜 쓰나요?\n답입니다.\n\n- 하나\n\n##### 더\n둘\n\n---\n#### Q. 도커 실행\n...")
    assert found == [("왜 쓰나요?", "답입니다.\n\n- 하나\n\n##### 더\n둘"), ("도커 실행", "")]


def test_a_heading_that_invites_questions_is_a_topic() -> None:
    notes = parse_notes("## 도커가 궁금한가요?\n- 왜 쓰나요?\n  - 편해서요.", "notes.md")
    assert [topic.name for topic in notes.topics] == ["도커가 궁금한가요?"]


def test_a_question_may_go_on_in_the_next_line_and_a_text_below_one_answers() -> None:
    assert told("- 길어서 두 줄로\n  쓰면 되나요?\n  - 네.\n- 되나요?\n  네, 됩니다.") == [
        ("길어서 두 줄로 쓰면 되나요?", "- 네."),
        ("되나요?", "네, 됩니다."),
    ]


def test_a_day_is_a_topic_only_where_there_is_no_better_one() -> None:
    names = [t.name for t in parse_notes("# A 1차\n## Day 1\n- a?\n### Docker\n- b?\n#### 2일차\n- c?", "x.md").topics]
    assert names == ["Day 1", "Docker"]


def test_questions_without_a_topic_are_general() -> None:
    notes = parse_notes("# Cloud 1차\n- a인가요?\n## Q&A\n- b인가요?", "x.md")
    assert [(topic.name, len(topic.entries)) for topic in notes.topics] == [("General", 2)]


def test_questions_after_a_reference_and_a_rule_belong_to_the_topic_above() -> None:
    notes = parse_notes("## Docker\n- a?\n### Commands\n|a|\n|-|\n\n---\n\n- b?", "x.md")
    assert [(topic.name, len(topic.entries)) for topic in notes.topics] == [("Docker", 2)]
    assert [piece.line for piece in notes.left_out] == [3, 4]


def test_summaries_find_their_topic() -> None:
    notes = parse_notes("## Docker\n- a?\n## Kubernetes\n- b?\n## Docker 요약\n하나\n## Summary\n둘", "x.md")
    assert [(topic.name, topic.summary) for topic in notes.topics] == [("Docker", "하나"), ("Kubernetes", "둘")]


def test_a_summary_ends_at_the_first_question() -> None:
    notes = parse_notes("## Docker\n### Docker Summary\n- 틀\n- 실행\n\n- 왜요?\n  - 그래서요", "x.md")
    assert notes.topics[0].summary == "- 틀\n- 실행"
    assert [entry.question for entry in notes.entries()] == ["왜요?"]


def test_a_bare_link_among_questions_is_left_out() -> None:
    assert left_out("- a?\n- [문서](https://a.io)\n- b?") == [(2, "- [문서](https://a.io)")]


def test_text_after_a_rule_belongs_to_no_question() -> None:
    assert left_out("- a?\n\n---\n\n남은 말\n두 줄\n\n- b?") == [(5, "남은 말\n두 줄")]


def test_a_question_in_a_comment_is_no_question() -> None:
    assert told("- a?\n<!--\n- b?\n-->\n") == [("a?", "")]
    assert left_out("- a?\n<!--\n- b?\n-->\n") == [(2, "<!--\n- b?\n-->")]


def test_nested_code_moves_with_its_list() -> None:
    assert told("- a?\n  - b\n    ```sh\n    x\n      y \n    ```\n    - c") == [
        ("a?", "- b\n  ```sh\n  x\n    y \n  ```\n  - c")
    ]


def test_code_that_sticks_out_of_its_list_leaves_it() -> None:
    assert told("- a?\n  - b\n    ```\n\tx\ny\n    ```") == [("a?", "- b\n```\nx\ny\n```")]


def test_code_before_the_first_bullet_belongs_to_the_question_above() -> None:
    assert told("- a?\n```\n# x\n\n- y?\n```\n  - b") == [("a?", "```\n# x\n\n- y?\n```\n- b")]


def test_a_fence_in_a_fence_ends_nothing() -> None:
    assert told("- a?\n````md\n```\n- x?\n```\n````\n- b?") == [("a?", "````md\n```\n- x?\n```\n````"), ("b?", "")]


def test_a_forgotten_fence_swallows_no_question() -> None:
    assert [question for question, _ in told("- a?\n```\nx\n\n- b?\n  - c")] == ["a?", "b?"]


def test_a_fence_may_open_on_a_bullets_line() -> None:
    assert told("- a?\n  - ```sh\n    - x?\n    ```\n- b?") == [("a?", "- ```sh\n  - x?\n  ```"), ("b?", "")]


def test_line_breaks_by_two_spaces_stay() -> None:
    assert told("- a?\n  - b  \n    c\\\n    d") == [("a?", "- b  \n  c\\\n  d")]


def test_indented_code_stays_code() -> None:
    assert told("- a?\n\n      x = 1") == [("a?", "    x = 1")]


def test_underlined_headings_are_headings() -> None:
    assert [t.name for t in parse_notes("Docker\n======\n\n- a?", "x.md").topics] == ["Docker"]


def test_notes_without_a_title_are_named_by_their_file() -> None:
    notes = parse_notes("## Docker\n- a?", "notes/cloud_10차.md")
    assert (notes.name, notes.cohort) == ("cloud", "10차")


@pytest.mark.parametrize(
    "markdown", ["", "# 제목\n\n글", "## Playlist\n- 좋아하나요?", "* Editors\n  * [Zed](https://zed.dev)"]
)
def test_notes_without_a_question_are_refused(markdown: str) -> None:
    with pytest.raises(ImportFileError, match="no question"):
        parse_notes(markdown, "notes.md")


def test_headings_below_a_playlist_are_left_out_with_it() -> None:
    notes = parse_notes("## Docker\n- a?\n## Playlist\n### 2부\n- 좋아하나요?\n## Pod\n- b?", "notes.md")
    assert [(piece.line, piece.reason) for piece in notes.left_out] == [
        (3, "a playlist"),
        (4, "a playlist"),
        (5, "a playlist"),
    ]
    assert [topic.name for topic in notes.topics] == ["Docker", "Pod"]


def test_a_labelled_question_may_stand_in_a_bullet() -> None:
    assert told("- Q. 하나?\n- A. 네\n- Q. 둘?\n- A. 아니요") == [("하나?", "- 네"), ("둘?", "- 아니요")]


def test_a_tab_in_code_is_never_split() -> None:
    assert told("- a?\n  ```\n\tx\n  ```") == [("a?", "```\n\tx\n```")]


def test_the_first_heading_that_tells_a_cohort_is_the_title_at_any_level() -> None:
    notes = parse_notes("## Cloud 4차\n### Docker\n- a?", "x.md")
    assert (notes.name, notes.cohort, [topic.name for topic in notes.topics]) == ("Cloud", "4차", ["Docker"])


def test_an_empty_summary_makes_no_topic() -> None:
    assert [topic.name for topic in parse_notes("## Pod 요약\n\n## Docker\n- a?", "x.md").topics] == ["Docker"]


def test_a_line_of_dashes_right_below_a_heading_underlines_it() -> None:
    notes = parse_notes("Ship - 7차\n===\n\nDocker\n---\n- a?\n  - ...\n\nHelm\n------\n- b?\n  - B\n", "n.md")
    assert (notes.name, notes.cohort) == ("Ship", "7차")
    assert [(topic.name, [e.question for e in topic.entries]) for topic in notes.topics] == [
        ("Docker", ["a?"]),
        ("Helm", ["b?"]),
    ]
    assert [entry.status for entry in notes.entries()] == [Status.PENDING, Status.ANSWERED]


@pytest.mark.parametrize("above", ["- last bullet", "> quote", "| table |", "![](x.png)", "two\nlines", "  indented"])
def test_a_line_of_dashes_below_anything_but_a_heading_is_a_rule(above: str) -> None:
    notes = parse_notes(f"# T\n\n## Docker\n- a?\n  - A\n\n{above}\n---\n- b?\n  - B\n", "n.md")
    assert [topic.name for topic in notes.topics] == ["Docker"]


def test_a_bold_line_that_asks_is_a_question_where_no_bullet_asks() -> None:
    markdown = "## Docker\n\n**볼륨은 어디에 있나요?**\n\n`/var`에 있습니다.\n\n- 링크\n\n__b?__\nB\n\n**중요**\n\n더."
    assert told(markdown) == [
        ("볼륨은 어디에 있나요?", "`/var`에 있습니다.\n\n- 링크"),
        ("b?", "B\n\n**중요**\n\n더."),
    ]


def test_a_bold_line_that_asks_belongs_to_the_answer_where_bullets_ask() -> None:
    assert told("## Docker\n- a?\n\n**왜 그럴까요?**\n\nA") == [("a?", "**왜 그럴까요?**\n\nA")]


def test_the_box_of_a_task_is_no_word_of_the_question() -> None:
    assert told("- [ ] a?\n- [x] b?\n  - [ ] B\n- [c](d) ok?") == [("a?", ""), ("b?", "- [ ] B"), ("[c](d) ok?", "")]


def test_a_summary_finds_its_topic_whatever_ornaments_that_wears() -> None:
    notes = parse_notes("## ☸ Kubernetes\n- a?\n  - A\n\n## Kubernetes Summary\n\n![](k.png)\n", "n.md")
    assert [(topic.name, topic.summary) for topic in notes.topics] == [("☸ Kubernetes", "![](k.png)")]


PAIR = "## Docker\nQ. 첫째인가요?\nA. 네.\n"


@pytest.mark.parametrize("gap", ["", "\n"])
def test_bullets_that_ask_below_a_labelled_pair_are_questions(gap: str) -> None:
    assert told(
        f"{PAIR}{gap}- 둘째인가요?\n  - 둘\n    - 더\n- 셋째는 뭔가요\n- 넷째의 뜻\n  - 넷\n\nQ. 끝?\nA. 끝."
    ) == [
        ("첫째인가요?", "네."),
        ("둘째인가요?", "- 둘\n  - 더"),
        ("셋째는 뭔가요", ""),
        ("넷째의 뜻", "- 넷"),
        ("끝?", "끝."),
    ]


def test_a_bullet_set_apart_is_a_question_when_the_next_one_asks() -> None:
    found = told(f"{PAIR}\n- tag와 name 차이\n  - 다릅니다.\n- 되나요?\n  - 네.")
    assert [question for question, _ in found] == ["첫째인가요?", "tag와 name 차이", "되나요?"]


def test_a_list_in_a_labelled_answer_stays_there() -> None:
    markdown = f"{PAIR}- 웹\n  - nginx\n- DB\n  - mysql이니까요.\n- 그게 편하죠."
    assert told(markdown) == [("첫째인가요?", "네.\n- 웹\n  - nginx\n- DB\n  - mysql이니까요.\n- 그게 편하죠.")]
    assert left_out(markdown) == []


def test_bullets_below_a_question_without_its_answer_answer_it() -> None:
    markdown = "Q. 왜 느린가요?\n- 디스크\n  - 느립니다.\n- 네트워크\n"
    assert told(markdown) == [("왜 느린가요?", "- 디스크\n  - 느립니다.\n- 네트워크")]


@pytest.mark.parametrize(
    ("below", "line"),
    [
        ("점검할 것:\n- 포트가 열렸나요?\n  - `docker ps`", 5),
        ("\n- 볼륨 붙이는 방법\n  - `-v`", 5),
    ],
)
def test_what_may_be_a_question_stays_in_the_answer_and_is_reported(below: str, line: int) -> None:
    notes = parse_notes(PAIR + below, "notes.md")
    assert [entry.question for entry in notes.entries()] == ["첫째인가요?"]
    assert [(piece.line, piece.reason) for piece in notes.left_out] == [
        (line, "looks like a question inside the answer above")
    ]


@pytest.mark.parametrize("gap", ["", "\n"])
def test_a_bold_line_that_asks_below_a_bullets_answer_is_a_question(gap: str) -> None:
    assert told(f"- a?\n  - A\n{gap}**지우려면?**\n\n`rm`\n\n- 하나\n- c?\n  - C") == [
        ("a?", "- A"),
        ("지우려면?", "`rm`\n\n- 하나"),
        ("c?", "- C"),
    ]


def test_a_picture_above_the_first_question_can_become_a_summary() -> None:
    notes = parse_notes("## Docker\n![](a.png)\n- a?\n\n---\n![](b.png)", "notes.md")
    reasons = [(piece.line, piece.reason) for piece in notes.left_out]
    remedy = 'put it below a heading such as "### Summary" to make it the topic\'s summary'
    assert reasons == [(2, f"below no question: {remedy}"), (6, "below no question")]
    mended = parse_notes("## Docker\n### Summary\n![](a.png)\n- a?", "notes.md")
    assert [(topic.name, topic.summary) for topic in mended.topics] == [("Docker", "![](a.png)")]
