// What both floors share: how they see a host's sockets, and how they are paced and measured.
//
// A floor makes the system calls that a scan of SSH sessions cannot do without, looks at what they return just enough
// that nothing is optimised away, and decides nothing. Its CPU time is what no agent of that plan can go below.
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

// A record of getdents64(2), which glibc does not declare.
struct entry {
    unsigned long inode;
    long offset;
    unsigned short length;
    unsigned char type;
    char name[];
};

// linux/tcp.h and netinet/tcp.h cannot be had together; only the place of one field is needed.
enum { TCP_INFO_LAST_DATA_RECV = 52 };

static int proc, pts, diag, port;
static long sockets;
static volatile long sink;
static char buffer[1 << 18];

static void die(const char *what) {
    perror(what);
    exit(1);
}

static int is_number(const char *name) {
    return name[0] >= '0' && name[0] <= '9';
}

// The next piece of a directory in `buffer`; 0 at its end.
static int entries(int folder) {
    return (int) syscall(SYS_getdents64, folder, buffer, sizeof buffer);
}

static int read_file(const char *path, char *into, int size) {
    int fd = openat(proc, path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return -1;
    int got = (int) read(fd, into, size - 1);
    close(fd);
    if (got >= 0) into[got] = 0;
    return got;
}

// "sshd" up to OpenSSH 9.7, "sshd", "sshd-session" and "sshd-auth" since.
static int is_sshd(const char *stat) {
    const char *name = strchr(stat, '(');
    return name && !strncmp(name + 1, "sshd", 4);
}

static void take(struct nlmsghdr *header) {
    struct inet_diag_msg *socket = NLMSG_DATA(header);
    if (ntohs(socket->id.idiag_sport) != port) return;
    sockets++;
    sink += socket->idiag_inode + socket->idiag_wqueue + socket->idiag_rqueue;
    int left = header->nlmsg_len - NLMSG_LENGTH(sizeof *socket);
    for (char *at = (char *) (socket + 1); left >= (int) sizeof(struct nlattr);) {
        struct nlattr *attribute = (struct nlattr *) at;
        int step = NLA_ALIGN(attribute->nla_len);
        if (step < (int) sizeof *attribute) break;
        if (attribute->nla_type == INET_DIAG_INFO) sink += *(int *) (at + NLA_HDRLEN + TCP_INFO_LAST_DATA_RECV);
        at += step;
        left -= step;
    }
}

// One dump of the connections of our port, with tcp_info.
static void dump(int family) {
    struct {
        struct nlmsghdr header;
        struct inet_diag_req_v2 request;
    } ask = {
        .header = {.nlmsg_len = sizeof ask, .nlmsg_type = SOCK_DIAG_BY_FAMILY, .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP},
        .request = {
            .sdiag_family = family,
            .sdiag_protocol = IPPROTO_TCP,
            .idiag_ext = 1 << (INET_DIAG_INFO - 1),
            // ESTABLISHED, FIN_WAIT1, FIN_WAIT2, CLOSE_WAIT
            .idiag_states = 1 << 1 | 1 << 4 | 1 << 5 | 1 << 8,
            .id.idiag_sport = htons(port),
        },
    };
    if (send(diag, &ask, sizeof ask, 0) < 0) die("sock_diag");
    for (;;) {
        int left = (int) recv(diag, buffer, sizeof buffer, 0);
        if (left <= 0) return;
        for (struct nlmsghdr *h = (void *) buffer; NLMSG_OK(h, left); h = NLMSG_NEXT(h, left)) {
            if (h->nlmsg_type == NLMSG_DONE || h->nlmsg_type == NLMSG_ERROR) return;
            take(h);
        }
    }
}

static void open_host(const char *its_port) {
    port = atoi(its_port);
    proc = open("/proc", O_RDONLY | O_DIRECTORY);
    pts = open("/dev/pts", O_RDONLY | O_DIRECTORY);
    diag = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
    int size = 4 << 20;
    if (proc < 0 || pts < 0 || diag < 0) die("cannot see the host");
    setsockopt(diag, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size);
}

static long cpu(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return t.tv_sec * 1000000000L + t.tv_nsec;
}

static void sleep_until(struct timespec *at, long millis) {
    at->tv_nsec += millis % 1000 * 1000000L;
    at->tv_sec += millis / 1000 + at->tv_nsec / 1000000000L;
    at->tv_nsec %= 1000000000L;
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, at, NULL)) {
    }
}

// Scans so many times, one each so many milliseconds after a delay (0: without a pause). Two scans before that, which
// learn what is there, do not count. Returns CPU nanoseconds a scan, sleeping included.
static long measure(void (*scan)(void), int scans, long period, long delay) {
    scan();
    scan();
    struct timespec next;
    clock_gettime(CLOCK_MONOTONIC, &next);
    if (delay) sleep_until(&next, delay);
    long before = cpu();
    for (int i = 0; i < scans; i++) {
        if (period && i) sleep_until(&next, period);
        scan();
    }
    return (cpu() - before) / scans;
}
