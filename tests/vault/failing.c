/* Stands between SQLite and the disk: lets the n-th call that changes something fail, once or from then on. */
#define _GNU_SOURCE
#define _LARGEFILE64_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static int calls_left, cause, stays_broken;

void arm(int n, int error, int for_good) { calls_left = n; cause = error; stays_broken = for_good; }
int failed(void) { return cause != 0 && calls_left <= 0; }
void disarm(void) { cause = 0; }

static int fails(void) {
    if (cause == 0) return 0;
    calls_left -= 1;
    if (calls_left == 0 || (stays_broken && calls_left < 0)) { errno = cause; return 1; }
    return 0;
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) { return fails() ? -1 : NEXT(pwrite64)(fd, data, size, at); }
ssize_t pwrite(int fd, const void *data, size_t size, off_t at) { return fails() ? -1 : NEXT(pwrite)(fd, data, size, at); }
ssize_t write(int fd, const void *data, size_t size) { return fails() ? -1 : NEXT(write)(fd, data, size); }
int fsync(int fd) { return fails() ? -1 : NEXT(fsync)(fd); }
int fdatasync(int fd) { return fails() ? -1 : NEXT(fdatasync)(fd); }
int ftruncate64(int fd, off64_t size) { return fails() ? -1 : NEXT(ftruncate64)(fd, size); }
int ftruncate(int fd, off_t size) { return fails() ? -1 : NEXT(ftruncate)(fd, size); }
int unlink(const char *path) { return fails() ? -1 : NEXT(unlink)(path); }
int rename(const char *from, const char *to) { return fails() ? -1 : NEXT(rename)(from, to); }
int mkdir(const char *path, mode_t mode) { return fails() ? -1 : NEXT(mkdir)(path, mode); }

int open64(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = (flags & O_CREAT) ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return fails() ? -1 : NEXT(open64)(path, flags, mode);
}
