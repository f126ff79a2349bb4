"""The lock of the child on Windows: a job object with little memory, no further process, and an end with its parent."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    from mapper.documents.faults import LockMissing
    from mapper.documents.templates.locked.limits import CPU_SECONDS, MEMORY

    _EXTENDED_LIMITS = 9  # JobObjectExtendedLimitInformation
    _UI_RESTRICTIONS = 4  # JobObjectBasicUIRestrictions
    _NO_UI = 0xFF  # no clipboard, desktop, handles of others, system settings
    _PROCESS_TIME, _ACTIVE_PROCESSES, _PROCESS_MEMORY, _KILL_ON_CLOSE = 0x2, 0x8, 0x100, 0x2000
    _TICKS = 10_000_000  # of 100 nanoseconds, in a second
    _SET_QUOTA_AND_TERMINATE = 0x0100 | 0x0001

    class _BasicLimits(ctypes.Structure):
        _fields_ = (
            ("PerProcessUserTimeLimit", wintypes.LARGE_INTEGER),
            ("PerJobUserTimeLimit", wintypes.LARGE_INTEGER),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        )

    class _Limits(ctypes.Structure):
        _fields_ = (
            ("BasicLimitInformation", _BasicLimits),
            ("IoInfo", ctypes.c_ulonglong * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        )

    @contextmanager
    def held(process: int) -> Iterator[None]:
        """Put a process, by its id, into a job that ends with this block. Raises LockMissing."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        for make in (kernel.CreateJobObjectW, kernel.OpenProcess):
            make.restype = wintypes.HANDLE
        job = wintypes.HANDLE(kernel.CreateJobObjectW(None, None))
        handle = wintypes.HANDLE(kernel.OpenProcess(_SET_QUOTA_AND_TERMINATE, False, process))
        try:
            if not (job and handle and _limit(kernel, job) and kernel.AssignProcessToJobObject(job, handle)):
                raise LockMissing(reason=f"job object {ctypes.get_last_error()}")
            yield
        finally:
            for each in (handle, job):
                kernel.CloseHandle(each)

    def _limit(kernel: ctypes.WinDLL, job: wintypes.HANDLE) -> bool:
        limits = _Limits()
        basic = limits.BasicLimitInformation
        basic.LimitFlags = _PROCESS_TIME | _ACTIVE_PROCESSES | _PROCESS_MEMORY | _KILL_ON_CLOSE
        basic.PerProcessUserTimeLimit = CPU_SECONDS * _TICKS
        basic.ActiveProcessLimit = 1
        limits.ProcessMemoryLimit = MEMORY
        restricted = wintypes.DWORD(_NO_UI)
        return all(
            kernel.SetInformationJobObject(job, kind, ctypes.byref(told), ctypes.sizeof(told))
            for kind, told in ((_EXTENDED_LIMITS, limits), (_UI_RESTRICTIONS, restricted))
        )
