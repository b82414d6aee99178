// The naive floor: naive PORT SCANS PERIOD_MS DELAY_MS
//
// One scan lists /proc, reads /proc/PID/stat of every sshd process (and once of every process it has not met), dumps
// the connections of the port, and stats every terminal.
#include "floor.h"

enum { PIDS = 1 << 22 };  // pid_max never goes beyond, see proc(5)

static unsigned char kind[PIDS];  // 0: not met yet, 1: something else, 2: sshd
static long servers, terminals;

static void visit(int pid, const char *name) {
    char path[32], stat[1024];
    if (kind[pid] == 1) return;
    snprintf(path, sizeof path, "%.20s/stat", name);
    if (read_file(path, stat, sizeof stat) <= 0) {
        kind[pid] = 0;
        return;
    }
    kind[pid] = is_sshd(stat) ? 2 : 1;
    servers += kind[pid] == 2;
    sink += stat[0];
}

static void scan(void) {
    int got;
    servers = terminals = sockets = 0;
    lseek(proc, 0, SEEK_SET);
    while ((got = entries(proc)) > 0) {
        for (int at = 0; at < got;) {
            struct entry *entry = (struct entry *) (buffer + at);
            at += entry->length;
            if (is_number(entry->name)) visit(atoi(entry->name) & (PIDS - 1), entry->name);
        }
    }
    dump(AF_INET);
    dump(AF_INET6);
    lseek(pts, 0, SEEK_SET);
    while ((got = entries(pts)) > 0) {
        for (int at = 0; at < got;) {
            struct entry *entry = (struct entry *) (buffer + at);
            struct stat times;
            at += entry->length;
            if (!is_number(entry->name) || fstatat(pts, entry->name, &times, 0)) continue;
            terminals++;
            sink += times.st_atime + times.st_mtime;
        }
    }
}

int main(int count, char **words) {
    if (count != 5) return 2;
    open_host(words[1]);
    long cost = measure(scan, atoi(words[2]), atol(words[3]), atol(words[4]));
    printf("cpu_ns=%ld sockets=%ld terminals=%ld servers=%ld\n", cost, sockets, terminals, servers);
    return 0;
}
