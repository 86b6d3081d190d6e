"""Words that questions use for the same thing without being equal: 지우다, 없애다, clean up.

A match over such a class counts less than one over the word itself. One class a line. Korean
words stand as the beginnings that remain when particles and endings are off.
"""

from __future__ import annotations

from functools import lru_cache

_TABLE = """
delete remove erase clean cleanup prune purge rm rmi drop destroy 삭제 제거 지우 지워 지운 지울 없애 없앨 정리 날리 날려 사라지 사라져 사라 없어지 없어져 삭제처리 안없어
create make made generate build produce 생성 만들 만드 만든 만듦 제작 구성 작성 추가
run execute launch start spin boot 실행 구동 기동 시작 띄우 띄워 띄운 띄울 띄웠 돌리 돌려 돌릴 돌아가 돌아갈 떠있 켜 올리 올려 올린 올릴
stop end terminate finish quit exit kill die shutdown down close 종료 중지 정지 멈추 멈춰 멈춘 끝나 끝내 끝날 죽 죽으 죽어 죽은 죽이 내려가 꺼지 꺼져 끄 마무리 완료
restart reboot revive recover 재시작 재기동 다시시작 살아나 살려 살리 되살 복구 원복
fail failure fault outage broken break crash down 실패 장애 고장 죽 죽으 죽어 문제 이상 비정상 안되 안돼 안됨 오류 에러
fix solve resolve repair workaround troubleshoot 해결 고치 고쳐 조치 대처 대응 수정
install setup 설치 깔 깔아 깔려 깔면 깔고 셋업
change modify edit alter update replace switch convert 변경 수정 바꾸 바꿔 바꿀 바뀌 바뀐 교체 전환 업데이트 고치 변환
upgrade rollout release newversion 업그레이드 신버전 신버젼 새버전 새버젼 업데이트 배포
difference differ different differs versus vs compare comparison distinguish distinction 차이 차이점 다른 다르 달라 다릅 구분 구별 비교 틀린 틀리 뭐가달라
same equal identical equivalent 같은 같 같아 같나 동일 똑같
connect connection access reach attach login enter link join plug 연결 접속 접근 붙 붙이 붙여 들어가 들어갈 들어갔 진입 통신 연동 물리 물려
communicate talk speak exchange 통신 주고받 소통 연결
network networking 네트워크 통신 망
move transfer send forward pass deliver 전달 보내 보낼 전송 넘기 넘겨 이동 옮기 옮겨
receive accept incoming 수신 받 들어오
route routing forward redirect 라우팅 전달 연결 보내
expose publish open 노출 공개 열 열어 열리 오픈 외부
external outside outer internet public 외부 밖 바깥 외부망
internal inside inner within 내부 안 안쪽 내부망
share shared sharing common together 공유 공용 같이 함께 나눠 나누
copy clone duplicate replicate 복사 복제 카피 사본
save store persist keep preserve retain remain stored 저장 보관 유지 보존 남 남아 남는 남기 남겨 영속 영속성
lose lost disappear vanish gone missing 사라지 사라져 날아가 날아 없어지 없어져 유실 소실 휘발 휘발성
restrict limit cap bound constrain quota maximum max ceiling upper 제한 제약 상한 한도 최대 막 막아 넘치 넘지 초과 무한정 한계
exceed over overflow excess beyond 초과 넘 넘어 넘으 넘치
minimum min least 최소
size capacity amount space volume big large small 크기 용량 사이즈 공간 크
disk storage drive filesystem 디스크 스토리지 저장 저장소 용량 공간
reduce shrink decrease smaller less slim lighten minimize 줄이 줄여 줄어 줄일 감소 축소 작아 작게 경량
increase grow add expand larger 늘리 늘려 늘어 증가 추가 확장 커지
count number quantity many much 개수 갯수 숫자 수량 몇 몇개
single one only 단일 하나 한개 한 혼자
many multiple several various plural both two 여러 여러개 다수 다중 복수 둘 두개 둘다 동시
order sequence before after first then prior 순서 먼저 나중 이전 이후 전에 후에 앞 뒤
front left host-side 앞
back right 뒤 뒤에
check verify inspect see view show look find confirm display 확인 조회 보 보여 보이 보려 볼 살펴 체크 검사 점검 알아 찾 찾아 찾을
monitor observe detect watch sense 모니터링 감시 감지 관찰 체크 상태
choose select pick decide prefer 선택 고르 고를 골라 정하 정해 결정 지정
specify assign designate set configure option parameter 지정 설정 할당 정하 정해 주 넣 세팅 옵션
allocate assign given grant provide 할당 배정 부여 제공 주어
use using used utilize apply adopt usage 사용 쓰 써 쓸 쓴 쓰는 씀 씁 이용 활용 적용
need necessary require required must mandatory have-to 필요 필수 꼭 반드시 해야 굳이
available possible allow allowed can support supported 가능 지원 허용 되나 돼
impossible unable cannot unavailable denied 불가 불가능 안되 안돼 못 거부
recommend best practice better prefer ideal proper 추천 권장 모범 모범사례 좋 나은 낫 일반적 보통 정석
common general typical usual usually popular widely most mainly 일반 일반적 보통 많이 주로 대부분 흔히 널리 대세
real actual practice production field industry work company practically 실제 실무 현업 현장 회사 운영 사내
reason why cause because purpose 이유 왜 원인 때문 목적 까닭 용도
meaning mean definition concept represent stand 의미 뜻 뜻하 개념 정의 무엇 뭔가 뭐
role function responsible duty 역할 기능 담당 하는일
method approach procedure process how-to way steps 방법 방식 절차 과정 법
relation relationship relate between 관계 관련 연관 사이
structure architecture layout composition 구조 구성 아키텍처
location place where position directory path 위치 장소 어디 경로 디렉토리 폴더
automatic automatically auto itself by-itself 자동 알아서 저절로 스스로
manual manually directly hand 수동 직접 손으로
temporary ephemeral volatile 임시 휘발성 일시
permanent persistent forever 영구 영속 계속 영속성
continuous keep constantly always 계속 항상 지속 늘
immediately instant right-away realtime 즉시 바로 실시간 곧바로 당장
slow delay latency late 느리 느려 지연 늦
fast quick speed rapid 빠르 빨리 빨라 속도
wait hold pause 기다리 기다려 대기
interrupt interruption disruption downtime cut outage disconnected blip 중단 순단 끊기 끊겨 끊어 끊김 멈추 튕기 튕겨 장애
zero-downtime uninterrupted seamless nonstop 무중단 중단없이 안끊 끊김없이
user customer client visitor people consumer 사용자 고객 손님 유저 이용자 클라이언트
distribute spread balance divide split share 분산 분배 나누 나눠 배분 쪼개
load traffic burden 부하 트래픽
copy-into add put insert include contain 넣 추가 포함 담 들어 들어가 넣어
extract unzip decompress unpack uncompress 압축 풀 풀리 풀려 풀어 해제
compress zip archive tar 압축 묶
permission authority right authorize privilege auth 권한 허가 인가 인증 승인
authenticate login credential identity certificate 인증 로그인 자격 인증서
encrypt encryption cipher tls ssl https 암호화 암호 tls 보안
secure security safe safety protect vulnerability 보안 안전 보호 취약 위험
isolate isolation separate independent segregate 격리 분리 독립 따로 별도 별개 구분
dependency depend dependent rely 종속 의존 종속성 의존성
compatible compatibility conflict 호환 호환성 충돌
high-availability redundancy ha redundant 고가용성 이중화 다중화 복수
backup restore recovery 백업 복구 복원 원복
rollback revert undo back previous 롤백 되돌리 되돌려 원복 복귀 이전
error message warning exception 에러 오류 메시지 경고 예외
old previous existing former legacy past 구 기존 예전 이전 오래된 옛날 구버전 구버젼
new latest recent current fresh 신 새 새로 최신 현재 새로운 신규 요즘
name label identifier alias call 이름 별칭 별명 명칭 라벨
port 포트
address ip subnet range cidr band 주소 아이피 대역 서브넷
version tag 버전 버젼 태그
environment setting config 환경 설정
server machine computer host instance box equipment 서버 머신 장비 호스트 컴퓨터
command instruction cli 명령 명령어 커맨드 인스트럭션
file document 파일 문서
example sample instance case 예제 예시 예 사례 샘플
register enroll signup join enrol sign 등록 가입 신청 올리
submit submission hand-in turn 제출
certificate diploma completion graduate 수료증 수료 인증서
homework assignment project exercise task 과제 숙제 프로젝트 실습
deadline due date 마감 기한
video recording lecture watch stream session live 영상 녹화 강의 동영상 수업
memory ram oom 메모리 램 오오엠
cpu core clock processor 코어 클럭 씨피유
layer level tier 레이어 계층 층
shell bash terminal console prompt 쉘 셸 터미널 콘솔 배시
kernel os linux 커널 운영체제
mount bind attach volume 마운트 볼륨 붙
image template 이미지
ready available up running normal healthy alive 준비 정상 살아 기동 떠
unknown unclear weird strange abnormal odd 이상 이상한 비정상 알수없
succeed success complete successful succeeded done 성공 완료 정상
phase state status stage condition lifecycle 단계 상태 생명주기 라이프사이클 컨디션 페이즈
request call query 요청 호출
response reply answer return 응답 반환 결과
result output outcome 결과 출력
schedule place assign node 스케줄 배치 할당
scale replica replicas autoscale 스케일 증설 확장 개수 늘리 늘려
declare declarative yaml manifest 선언 선언형
imperative command 명령형
leave quit detach escape get-out 나가 나오 빠져 빠져나 detach
confuse confused confusing understand unclear 헷갈 헛갈 모르 이해 혼란
overwrite replace override 덮 덮어 덮어쓰 덮어씌 우선
priority precedence prefer override first 우선 우선순위 먼저
"""


@lru_cache(maxsize=1)
def synonyms() -> tuple[tuple[str, ...], ...]:
    """Classes of words near in meaning; a word may stand in several."""
    return tuple(tuple(line.split()) for line in _TABLE.strip().splitlines())
