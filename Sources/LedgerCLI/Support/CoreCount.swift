internal import Glibc

/// How many cores a long check may use by default: at most 64.
func coreCount() -> Int { max(1, min(Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))), 64)) }
