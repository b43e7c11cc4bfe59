/*
 * A disk that fails on command: while the file $FAILING_DISK_SWITCH exists, what would write below $FAILING_DISK_FOLDER fails with the
 * error number that is in it. Everything else goes to the system as it is.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static const char *switch_path, *folder;

__attribute__((constructor)) static void begin(void)
{
    switch_path = getenv("FAILING_DISK_SWITCH");
    folder = getenv("FAILING_DISK_FOLDER");
}

/* 0: no error. The error number is read past the functions below. */
static int asked(void)
{
    char text[16] = { 0 };
    int saved = errno, file;
    if (!switch_path || !folder)
        return 0;
    file = (int)syscall(SYS_openat, AT_FDCWD, switch_path, O_RDONLY | O_CLOEXEC, 0);
    if (file >= 0) {
        syscall(SYS_read, file, text, sizeof text - 1);
        syscall(SYS_close, file);
    }
    errno = saved;
    return atoi(text);
}

static int below(const char *path)
{
    return strncmp(path, folder, strlen(folder)) == 0;
}

static int error_of_file(int file)
{
    char link[64], path[PATH_MAX];
    ssize_t length;
    int error = asked();
    if (!error)
        return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    length = readlink(link, path, sizeof path - 1);
    if (length <= 0)
        return 0;
    path[length] = 0;
    return below(path) ? error : 0;
}

#define FAIL_FILE(file)                    \
    do {                                   \
        int error_ = error_of_file(file);  \
        if (error_) {                      \
            errno = error_;                \
            return -1;                     \
        }                                  \
    } while (0)

ssize_t write(int file, const void *from, size_t length)
{
    FAIL_FILE(file);
    return syscall(SYS_write, file, from, length);
}

ssize_t pwrite64(int file, const void *from, size_t length, off64_t at)
{
    FAIL_FILE(file);
    return syscall(SYS_pwrite64, file, from, length, at);
}

ssize_t pwrite(int file, const void *from, size_t length, off_t at)
{
    return pwrite64(file, from, length, at);
}

int ftruncate64(int file, off64_t length)
{
    FAIL_FILE(file);
    return (int)syscall(SYS_ftruncate, file, length);
}

int ftruncate(int file, off_t length)
{
    return ftruncate64(file, length);
}

int fdatasync(int file)
{
    FAIL_FILE(file);
    return (int)syscall(SYS_fdatasync, file);
}

int fsync(int file)
{
    FAIL_FILE(file);
    return (int)syscall(SYS_fsync, file);
}

/* Only what makes a file: an existing one can be opened on a disk that is full, or broken. */
int open64(const char *path, int flags, ...)
{
    int mode = 0, error = flags & O_CREAT ? asked() : 0;
    if (flags & (O_CREAT | O_TMPFILE)) {
        va_list rest;
        va_start(rest, flags);
        mode = va_arg(rest, int);
        va_end(rest);
    }
    if (error && below(path) && access(path, F_OK) != 0) {
        errno = error;
        return -1;
    }
    return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

int open(const char *path, int flags, ...)
{
    int mode = 0;
    if (flags & (O_CREAT | O_TMPFILE)) {
        va_list rest;
        va_start(rest, flags);
        mode = va_arg(rest, int);
        va_end(rest);
    }
    return open64(path, flags, mode);
}
