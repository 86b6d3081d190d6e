"""English words of computing with the spellings that Korean engineers give them.

General to any technical course; what is particular to one course stands in its glossary. One
group of equal terms a line; spaces inside a term do not matter when it is looked up.
"""

from __future__ import annotations

from functools import lru_cache

_TABLE = """
difference differences differ 차이 차이점 다른점
way method approach 방법 방식
reason cause 이유 까닭 원인
count number 개수 갯수 숫자
meaning 의미 뜻
example examples 예제 예시 사례
access 액세스 엑세스
account 어카운트
address 어드레스
admin administrator 어드민
agent 에이전트
alert 얼럿
algorithm 알고리즘
alias 알리아스 에일리어스 얼라이어스
annotation 어노테이션 애노테이션
api 에이피아이
app application 앱 어플 어플리케이션 애플리케이션
architecture 아키텍처 아키텍쳐
argument args arg 아규먼트 인자
array 어레이
attach 어태치 어탯치
auto automatic automatically 오토 자동
aws 에이더블유에스 아마존웹서비스
azure 애저
backend 백엔드 백앤드
background 백그라운드 백그라운드모드
backup 백업
balancer 밸런서
balancing 밸런싱
bandwidth 밴드위스 대역폭
base 베이스
bash 배시 배쉬
batch 배치작업
binary 바이너리
bind 바인드
binding 바인딩
bit 비트
block 블록
boot booting 부팅 부트
branch 브랜치
bridge 브리지 브릿지 브릿쥐
browser 브라우저
buffer 버퍼
bug 버그
build 빌드 빌딩
cache caching 캐시 캐쉬 캐싱
callback 콜백
certificate cert certs tls-cert 인증서 서티피케이트 써티피케이트
chart 차트
class 클래스
cli 씨엘아이 커맨드라인
client 클라이언트
cloud 클라우드
cluster 클러스터 클러스터링
code 코드
command cmd 커맨드 명령어 명령 컴맨드
commit 커밋
compile compiler 컴파일 컴파일러
component 컴포넌트
computer 컴퓨터
condition 컨디션 컨디션스
config configuration conf 컨피그 컨피규레이션
connect connection connected connecting 커넥션 커넥트 연결 접속
console 콘솔
container 컨테이너 콘테이너
context 컨텍스트 콘텍스트
control 컨트롤 콘트롤
controller 컨트롤러 콘트롤러
copy 카피 복사
core 코어
cpu 씨피유 시피유
crash 크래시 크래쉬
data 데이터
database db 데이터베이스 디비
daemon 데몬
debug debugging 디버그 디버깅
default 디폴트 기본값
delete deleted deletion remove removed removal 삭제 딜리트 제거
deploy deployed 배포 디플로이
desktop 데스크탑 데스크톱
detach detached 디태치 디태치드
dev developer development 개발 개발자
device 디바이스
directory dir folder 디렉토리 디렉터리 폴더
disk 디스크
dns 디엔에스
domain 도메인 도메인명
download 다운로드 다운
driver 드라이버
editor 에디터
endpoint endpoints 엔드포인트
engine 엔진
env environment-variable 환경변수
environment 환경
error errors 에러 오류 에러메시지
event 이벤트
export 익스포트
expose 익스포즈
failover 페일오버
field 필드
file 파일 화일
filesystem file-system 파일시스템
filter 필터 필터링
firewall 방화벽 파이어월
flag 플래그
foreground 포그라운드 포어그라운드
format 포맷 포멧
framework 프레임워크
frontend 프론트엔드 프런트엔드
function 함수 펑션
gateway 게이트웨이
git 깃
github 깃허브 깃헙
global 글로벌
gpu 지피유
graceful 그레이스풀
group 그룹
hardware h/w 하드웨어
hash 해시 해쉬
health 헬스
healthcheck health-check 헬스체크 헬쓰체크
history 히스토리
host 호스트 호스트머신 host-machine
hostname 호스트네임 호스트명
http 에이치티티피
id identifier 아이디 식별자
image images 이미지
import 임포트
index 인덱스 색인
infra infrastructure 인프라
init initialize initialization initial 초기화 이니셜라이즈
input 인풋 입력
install installed installation installing 설치 인스톨
instance 인스턴스
instruction 인스트럭션
interface 인터페이스
ip ip-address 아이피 아이피주소 ip주소
isolation isolated isolate 격리 격리수준 아이솔레이션
java 자바
jenkins 젠킨스
job 잡
json 제이슨
kernel 커널 컨널
key 키 키값
label labels 라벨 레이블
language 랭귀지
layer layers 레이어 층
library 라이브러리
limit limits limitation 리밋 리미트 제한 상한 한도 한계
link 링크
linux 리눅스
list 리스트 목록
load 로드 부하
loadbalancer load-balancer load-balancing lb 로드밸런서 로드밸런싱 로드발란서 로드밸런스 부하분산
local 로컬
localhost 로컬호스트
log logs logging 로그 로깅
login 로그인
loop 루프
machine 머신 장비
mac macos 맥 맥북
manager 매니저
manifest 매니페스트 메니페스트
memory ram 메모리 램
message 메시지 메세지
meta metadata 메타데이터
metric metrics 메트릭 매트릭
migration 마이그레이션
mode 모드
model 모델
module 모듈
monitor monitoring 모니터링 모니터
mount mounts mounting 마운트 마운팅
multi multiple 멀티 다중 복수 여러개 여러 다수
mysql 마이에스큐엘 마이씨퀄
name 네임 이름
namespace 네임스페이스
network networking 네트워크 네트웍 네트워킹
nginx 엔진엑스 엔진x
node nodes 노드
object objects 오브젝트 객체
offline 오프라인
online 온라인
open 오픈
option options 옵션 옵숀
oracle 오라클
os operating-system 오에스 운영체제
output 아웃풋 출력
package packages packaging 패키지 패키징
page 페이지
parameter param 파라미터 파라메터 매개변수
parent 부모
parsing parse 파싱
password passwd 패스워드 비밀번호 비번
patch 패치
path 패스 경로
pattern 패턴
performance 성능 퍼포먼스
permission permissions 퍼미션 권한
pipeline 파이프라인
plugin 플러그인
policy 정책 폴리시
pool 풀
port ports 포트
private 프라이빗 프라이베이트
probe probes 프로브 프루브
process processes 프로세스
product production prod 프로덕션 운영환경 운영
profile 프로파일 프로필
program 프로그램
project 프로젝트
prompt 프롬프트
protocol 프로토콜
provider 프로바이더 공급자 벤더 csp
provisioning 프로비저닝 프로비져닝
proxy 프록시
public 퍼블릭 공용
publish published 퍼블리시 퍼블리쉬
pull pulling 풀링 풀받 pull받
push pushed pushing 푸시 푸쉬
python 파이썬
query 쿼리
queue 큐
random 랜덤 임의
readiness 레디니스
liveness 라이브니스
ready 레디
recreate 리크리에이트
redis 레디스
region 리전
registry 레지스트리 레지스터리
release 릴리즈 릴리스
remote 리모트 원격
replica replicas 레플리카 리플리카 복제본
replication 리플리케이션 복제
repository repo 리포지토리 레포지토리 리포 레포 저장소
request requests 리퀘스트 요청
resource resources 리소스 자원
response 리스폰스 응답
restart restarted restarting 재시작 리스타트 재기동
role 롤 역할
rollback 롤백
rolling 롤링
root 루트
router 라우터
routing route 라우팅 라우트
rule rules 룰 규칙
run running 실행 런 구동 기동 띄우 띄워 띄운 띄울 띄웠
runtime 런타임
sample samples 샘플
scale scaling 스케일 스케일링
scaleout scale-out 스케일아웃
scheduler 스케줄러 스케쥴러
scheduling schedule scheduled 스케줄링 스케쥴링 스케줄 스케쥴
script 스크립트
scope 스코프
secret secrets 시크릿 시크릿값
security secure 보안 시큐리티
select selector selectors selecting 셀렉터 셀렉트
server servers 서버
service services 서비스
session sessions 세션
setting settings setup configure configured 설정 세팅 셋팅 셋업
share shared sharing 공유 쉐어
shell 셸 쉘
shutdown 셧다운
signal 시그널
size 사이즈 크기 용량
snapshot 스냅샷 스냅숏
socket 소켓
software s/w 소프트웨어
source 소스
spec 스펙 명세
spring springboot 스프링 스프링부트
sql 에스큐엘
ssh 에스에스에이치
ssl 에스에스엘
stack 스택
stage 스테이지
start starting started 시작 스타트
state stateful status 상태 스테이터스
stateless 스테이트리스
static 정적 스태틱
dynamic dynamically 동적 다이나믹 다이내믹
step 스텝 단계
stop stopped stopping 중지 정지 스톱 스탑
storage 스토리지 저장장치 저장공간
strategy strategies 스트래티지 전략
string 스트링 문자열
subnet 서브넷
switch 스위치
sync synchronize synchronization 동기화 싱크
system 시스템
table 테이블
tag tags 태그 테그
target 타겟 타깃
template templates 템플릿 템플렛
terminal 터미널
test tests testing 테스트
thread 스레드 쓰레드
timeout 타임아웃
tls 티엘에스
token 토큰
tool tools 툴 도구
traffic 트래픽
transaction transactions 트랜잭션 트랜젝션
tree 트리
trigger 트리거
type 타입 유형
ubuntu 우분투
update updated updates updating 업데이트 업뎃
upgrade 업그레이드
upload 업로드
url 유알엘
user users 유저 사용자
value values 밸류 값
variable variables 변수
version versions 버전 버젼
virtual 버추얼 가상
virtualmachine virtual-machine vm vms 가상머신 브이엠 버추얼머신
volume volumes 볼륨 볼룸
watch 워치
web 웹
webserver web-server 웹서버
window windows 윈도우 윈도 윈도우즈
worker 워커
workload workloads 워크로드
workflow 워크플로우 워크플로
yaml yml 야믈 야물 얌엘
zip 압축
"""


@lru_cache(maxsize=1)
def loanwords() -> tuple[tuple[str, ...], ...]:
    """Groups of equal terms; the first of a group names it."""
    return tuple(tuple(line.split()) for line in _TABLE.strip().splitlines())
