// The lean floor: lean PORT SCANS PERIOD_MS DELAY_MS LISTENER_PID
//
// One scan asks epoll which sshd process died (a pidfd each), reads the listener's children for births, dumps the
// connections of the port, and stats the terminals it knows. It reads no /proc/PID/stat and lists no folder.
#include "floor.h"
#include <sys/epoll.h>
#include <sys/resource.h>

enum { MOST = 8192 };

static int deaths;
static long servers, terminals;
static char terminal[MOST][12], children[64];

static void watch(int pid) {
    int fd = (int) syscall(SYS_pidfd_open, pid, 0);
    struct epoll_event event = {.events = EPOLLIN, .data.u32 = pid};
    if (fd < 0 || epoll_ctl(deaths, EPOLL_CTL_ADD, fd, &event)) die("pidfd");
    servers++;
}

static void learn_servers(void) {
    int got;
    static char copy[sizeof buffer];
    while ((got = entries(proc)) > 0) {
        memcpy(copy, buffer, got);
        for (int at = 0; at < got;) {
            struct entry *entry = (struct entry *) (copy + at);
            char path[32], stat[1024];
            at += entry->length;
            if (!is_number(entry->name)) continue;
            snprintf(path, sizeof path, "%.20s/stat", entry->name);
            if (read_file(path, stat, sizeof stat) > 0 && is_sshd(stat)) watch(atoi(entry->name));
        }
    }
}

static void learn_terminals(void) {
    int got;
    while ((got = entries(pts)) > 0) {
        for (int at = 0; at < got && terminals < MOST;) {
            struct entry *entry = (struct entry *) (buffer + at);
            at += entry->length;
            if (is_number(entry->name)) strncpy(terminal[terminals++], entry->name, sizeof terminal[0] - 1);
        }
    }
}

static void scan(void) {
    struct epoll_event events[64];
    struct stat times;
    sockets = 0;
    sink += epoll_wait(deaths, events, 64, 0);
    int got = read_file(children, buffer, sizeof buffer);
    for (int i = 0; i < got; i++) sink += buffer[i] == ' ';
    dump(AF_INET);
    dump(AF_INET6);
    for (int i = 0; i < terminals; i++) {
        if (fstatat(pts, terminal[i], &times, 0) == 0) sink += times.st_atime + times.st_mtime;
    }
}

int main(int count, char **words) {
    if (count != 6) return 2;
    struct rlimit files = {MOST, MOST};
    setrlimit(RLIMIT_NOFILE, &files);
    deaths = epoll_create1(EPOLL_CLOEXEC);
    open_host(words[1]);
    int listener = atoi(words[5]);
    snprintf(children, sizeof children, "%d/task/%d/children", listener, listener);
    learn_servers();
    learn_terminals();
    long cost = measure(scan, atoi(words[2]), atol(words[3]), atol(words[4]));
    printf("cpu_ns=%ld sockets=%ld terminals=%ld servers=%ld\n", cost, sockets, terminals, servers);
    return 0;
}
