"""A glossary to start a new course with, and the check for groups that contradict each other.

Only groups of which the course's notes use a term are taken, so that a Python course does not
begin with the words of Kubernetes; notes that use many of them are about the subject, and get all.
From then on the glossary is the course's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.text.lexicon import compact

_STARTER = """
docker, 도커
kubernetes, 쿠버네티스, k8s, 쿠버, 쿠베
container, 컨테이너, 콘테이너
image, 이미지, 컨테이너 이미지, img
pod, 파드, 팟, 포드, po
node, 노드, 워커 노드, worker node
control plane, 컨트롤 플레인, 컨트롤플레인 노드, 마스터 노드, master node, 마스터
cluster, 클러스터
deployment, 디플로이먼트, deploy
replicaset, 레플리카셋, 리플리카셋, rs
replicas, replica, 레플리카, 복제본
daemonset, 데몬셋, ds
statefulset, 스테이트풀셋, sts
cronjob, 크론잡, cj
service, 서비스, svc
ingress, 인그레스, ing
ingress controller, 인그레스 컨트롤러
cluster ip, 클러스터 아이피, 클러스터ip
nodeport, 노드포트, 노드 포트
load balancer, 로드밸런서, 로드발란서, lb
external ip, 외부 아이피
namespace, 네임스페이스, ns
configmap, 컨피그맵, 컨피그 맵, cm
secret, 시크릿
persistent volume, 퍼시스턴트 볼륨, 영구 볼륨, pv
persistent volume claim, 퍼시스턴트 볼륨 클레임, 볼륨 클레임, pvc
storage class, 스토리지 클래스, storageclass, sc
volume, 볼륨
bind mount, 바인드 마운트, bind mounts
label, 라벨, 레이블
selector, 셀렉터
annotation, 어노테이션
taint, 테인트
toleration, 톨러레이션
affinity, 어피니티
probe, 프로브
liveness probe, 라이브니스 프로브, 활성 프로브, liveness
readiness probe, 레디니스 프로브, 준비성 프로브, readiness
startup probe, 스타트업 프로브
health check, 헬스체크, 헬스 체크, 상태 체크
init container, 이닛 컨테이너, 초기화 컨테이너
sidecar, 사이드카
hpa, horizontal pod autoscaler, 오토스케일러, 오토스케일링, 오토 스케일링, autoscaling, autoscaler
resource quota, 리소스쿼터, 리소스 쿼터, resourcequota
limit range, 리밋레인지, limitrange
oomkilled, 오오엠킬드, 오오엠, oom, out of memory, 메모리 부족, 메모리 초과
crashloopbackoff, 크래시루프백오프, 크래시 루프
imagepullbackoff, errimagepull, 이미지풀백오프
rolling update, 롤링 업데이트, 롤링업데이트, 롤링 배포
recreate, 리크리에이트
blue green, 블루그린, 블루 그린, bluegreen
canary, 카나리, 카나리아
rollback, 롤백
rollout, 롤아웃
strategy, 스트래티지, 전략
zero downtime, 무중단, 중단 없이
graceful shutdown, 그레이스풀 셧다운, 정상 종료
kubectl, 쿠베컨트롤, 큐브컨트롤, 쿠브씨티엘, 큐브씨티엘
kubelet, 쿠블렛, 큐블렛, 쿠베렛
kube proxy, 쿠베프록시, 큐브프록시, 쿠브프록시
kube scheduler, 쿠베스케줄러, 큐브스케줄러
kubeadm, 쿠베어드민, 큐브어드민
etcd, 이티씨디, 엣시디, 엣씨디
api server, 에이피아이 서버, api서버
minikube, 미니쿠베, 미니큐브, 미니쿠브
killercoda, 킬러코다
helm, 헬름
chart, 차트
manifest, 매니페스트, 매니패스트
yaml, 야믈, 야물, yml
declarative, 선언형
imperative, 명령형
dockerfile, 도커파일, 도커 파일
docker compose, 도커 컴포즈, 도커컴포즈, docker-compose, 컴포즈, compose
docker hub, 도커 허브, 도커허브, dockerhub
docker desktop, 도커 데스크탑, 도커데스크탑, 도커 데스크톱
registry, 레지스트리
repository, 리포지토리, 레포지토리, 저장소, repo
tag, 태그
digest, 다이제스트
layer, 레이어, 층
layered filesystem, 레이어드 파일시스템, union filesystem, 유니온 파일시스템, overlay2, overlayfs
base image, 베이스 이미지, 베이스이미지
multistage build, 멀티스테이지 빌드, multi stage build, 멀티 스테이지, multistage, 멀티스테이지
build context, 빌드 컨텍스트
entrypoint, 엔트리포인트
expose, 익스포즈
publish, 퍼블리시, 포트 매핑, 포트매핑, 포트 포워딩, port mapping
bridge, 브리지, 브릿지
host network, 호스트 네트워크
container runtime, 컨테이너 런타임, cri, 런타임
containerd, 컨테이너디, 컨테이너드
dockershim, 도커심
hypervisor, 하이퍼바이저
virtual machine, 가상머신, 가상 머신, vm, 브이엠
operating system, 운영체제, os, 오에스
kernel, 커널
cgroup, 씨그룹, control group, 컨트롤 그룹
pod cidr, 파드 cidr, podcidr, 파드 대역
cidr, 사이더, 씨아이디알
certificate, 인증서, 서티피케이트, cert
tls, 티엘에스, ssl, https
lifecycle, 라이프사이클, 생명주기, 라이프 사이클
phase, 페이즈, 단계
status, 상태, 스테이터스
session, 세션
image build, 이미지 빌드
kaniko, 카니코
containerization, 컨테이너화
orchestration, 오케스트레이션
scale out, 스케일아웃, 스케일 아웃
scale in, 스케일인, 스케일 인
jenkins, 젠킨스
nginx, 엔진엑스, 엔진x
nas, 나스
ebs, 이비에스
eks, 이케이에스
ec2, 이씨투
"""


_MANY = 12  # groups in use from which a course counts as being about Docker and Kubernetes


def _groups() -> list[tuple[str, ...]]:
    return [tuple(term.strip() for term in line.split(",")) for line in _STARTER.strip().splitlines()]


def _folded(text: str) -> str:
    return re.sub(r"[\s_-]+", "", text).casefold()


def _pattern(term: str) -> str:
    folded = re.escape(_folded(term))
    # A short abbreviation inside a longer Latin word is no use of it.
    return rf"(?<![a-z0-9]){folded}(?![a-z0-9])" if term.isascii() and len(term) <= 4 else folded


def starter_glossary(texts: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """The groups of equal terms that the texts use, in the starter's order; all of them if they use many."""
    joined = "\n".join(map(_without_addresses, texts))
    folded, words = _folded(joined), joined.casefold()
    groups = _groups()
    used = [group for group in groups if any(_uses(folded, words, term) for term in group)]
    return tuple(groups if len(used) >= _MANY else used)


_ADDRESS = re.compile(r"\]\([^)\s]*\)|\b\w+://\S+")


def _without_addresses(text: str) -> str:
    """The text without links and pictures' addresses: `https` and `img/` are no words of a course."""
    return _ADDRESS.sub(" ", text)


def _uses(folded: str, words: str, term: str) -> bool:
    short = term.isascii() and len(term) <= 4
    return re.search(_pattern(term), words if short else folded) is not None


@dataclass(frozen=True, slots=True)
class GlossaryConflict:
    """A term that stands in two groups: `first` and `second` are their 0-based numbers."""

    term: str
    first: int
    second: int


def glossary_conflicts(glossary: Sequence[Sequence[str]]) -> list[GlossaryConflict]:
    """Terms that stand in more than one group, so that the groups would mean the same."""
    seen: dict[str, int] = {}
    found = []
    for number, group in enumerate(glossary):
        for term in group:
            first = seen.setdefault(compact(term), number)
            if first != number:
                found.append(GlossaryConflict(term, first, number))
    return found
