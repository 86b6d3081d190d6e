"""Whatever may stand in a message, as a hypothesis strategy."""

from __future__ import annotations

from hypothesis import strategies as st

_SAID = "파드가 파드에서 인그레스 컨테이너이미지 지워도 되나요? 안 왜 뭔가요 감사합니다! ㅋㅋㅋ ㅠㅠ 안녕하세요 don't"
_TYPED = "pod Pods CrashLoopBackOff exit 137 -p -P --rm ~/.kube ../../.. /./. v1.20 1.21.3 k8s vkem dlalwl c++"
_MARKED = "<@U1> <#C1|질문> <#C1> <https://a.kr|문서> https://a.kr/?q=(1) :+1: &lt; &amp; ` ``` ~~~ > | $ # @민지"
_PASTED = "10.0.0.1 3f4e5a6b7c8d web-66b6c48dd5-7xk2p 550e8400-e29b-41d4-a716-446655440000 2024-01-02"
_BREAKS = ["\n", "\t", "\x00", "\x1b[0m", "\u200b", "\u202e", "\ufeff"]
_STRANGE = ["\ufdfa", "İ", "ß", "ﬁ", "ㄱ", "ᄀ", "가́", "日本", "Ж", "🎉"]
WORDS = [*_SAID.split(), *_TYPED.split(), *_MARKED.split(), *_PASTED.split(), *_BREAKS, *_STRANGE]

anything = st.text(max_size=60) | st.lists(st.sampled_from(WORDS) | st.text(max_size=5), max_size=25).map(" ".join)
"""Any text, and text made of what students and terminals write."""

syllables = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1, max_size=8)
"""A word of whole Hangul syllables, pronounceable or not."""

_REAL = "가 파드 쿠버네티스 삭제하나요 값어치 닭볶음 괜찮은데 왜 의의 꽃잎 않습니까 읽었던 얹혀 핥아 까닭 짧게 외워"
hangul_words = st.sampled_from(_REAL.split())
"""Words with every sort of vowel and final consonant."""
