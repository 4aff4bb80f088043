// SPDX-License-Identifier: Apache-2.0
internal import CUnbound
internal import Model

/// Owns one context of libunbound, with the thread that it starts.
///
/// libunbound locks its contexts, so that any thread may let go of one.
@safe
final class UnboundContext: @unchecked Sendable {
    let pointer: OpaquePointer

    init(_ settings: ResolverSettings) throws(ResolverError) {
        guard let context = unsafe ub_ctx_create() else {
            throw ResolverError(setting: "resolver", reason: "libunbound gives no context")
        }
        unsafe pointer = context
        try configure(settings)
    }

    deinit { unsafe ub_ctx_delete(pointer) }

    /// Readable when answers lie ready.
    var descriptor: Int32 { unsafe ub_fd(pointer) }

    private func configure(_ settings: ResolverSettings) throws(ResolverError) {
        // A thread, not a process: a fork of a program with threads is not safe.
        try check("resolver", unsafe ub_ctx_async(pointer, 1))
        for zone in settings.privateZones {
            try check("private zone \(zone)", unsafe ub_ctx_zone_add(pointer, zone, "nodefault"))
        }
        // Where one family has an interface and the other none, the other is not used at all.
        let families: [(IPAddress.Family, String)] = [(.v4, "0.0.0.0"), (.v6, "::0")]
        for (family, any) in families where !settings.sources.isEmpty {
            let source = settings.sources.first { $0.family == family }?.description ?? any
            try check("source \(source)", unsafe ub_ctx_set_option(pointer, "outgoing-interface:", source))
        }
        if settings.forwarders.contains(where: \.address.isLoopback) {
            try check("forwarders", unsafe ub_ctx_set_option(pointer, "do-not-query-localhost:", "no"))
        }
        for forwarder in settings.forwarders {
            let text = "\(forwarder.address)@\(forwarder.port)"
            try check("forwarder \(text)", unsafe ub_ctx_set_fwd(pointer, text))
        }
        if let path = settings.resolvConf, settings.forwarders.isEmpty {
            try check(path, unsafe ub_ctx_resolvconf(pointer, path))
        }
        if let path = settings.hostsFile { try check(path, unsafe ub_ctx_hosts(pointer, path)) }
        if let path = settings.trustAnchorFile { try check(path, unsafe ub_ctx_add_ta_file(pointer, path)) }
        for anchor in settings.trustAnchors {
            try check("trust anchor \(anchor)", unsafe ub_ctx_add_ta(pointer, anchor))
        }
    }

    private func check(_ setting: String, _ code: Int32) throws(ResolverError) {
        guard code == 0 else { throw ResolverError(setting: setting, reason: unboundReason(code)) }
    }
}

/// libunbound's words for one of its codes.
func unboundReason(_ code: Int32) -> String {
    unsafe ub_strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
}
