// SPDX-License-Identifier: Apache-2.0
internal import CSpawn
internal import Foundation

/// What `posix_spawn` is told: the three descriptors of the child and no others, its folder, a process group of its
/// own, no signal blocked or ignored, whatever the thread that starts it blocks.
///
/// A descriptor more, and a connection that the tests close stays open as long as the child lives.
@safe struct Spawning: ~Copyable {
    private let program: String
    private var actions = unsafe posix_spawn_file_actions_t()
    private var attributes = posix_spawnattr_t()

    init(_ program: String) throws {
        self.program = program
        try Self.check(program, unsafe posix_spawn_file_actions_init(&actions))
        try Self.check(program, unsafe posix_spawnattr_init(&attributes))
        var none = sigset_t()
        var all = sigset_t()
        unsafe sigemptyset(&none)
        unsafe sigfillset(&all)
        let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
        try Self.check(program, unsafe posix_spawnattr_setflags(&attributes, Int16(flags)))
        try Self.check(program, unsafe posix_spawnattr_setpgroup(&attributes, 0))
        try Self.check(program, unsafe posix_spawnattr_setsigmask(&attributes, &none))
        try Self.check(program, unsafe posix_spawnattr_setsigdefault(&attributes, &all))
    }

    deinit {
        var actions = unsafe self.actions
        var attributes = self.attributes
        unsafe posix_spawn_file_actions_destroy(&actions)
        unsafe posix_spawnattr_destroy(&attributes)
    }

    /// Standard input is empty.
    mutating func redirect(_ output: ChildProcess.Output) throws {
        try open("/dev/null", as: STDIN_FILENO, O_RDONLY)
        switch output {
        case .inherited: break
        case .nothing: try print(to: "/dev/null", errorsTo: "/dev/null")
        case .file(let file): try print(to: file.path, errorsTo: nil)
        case .standardOutput(let file): try print(to: file.path, errorsTo: "/dev/null")
        }
        try Self.check(program, unsafe posix_spawn_file_actions_addclosefrom_np(&actions, 3))
    }

    /// - Parameter errors: nil for where the rest goes.
    private mutating func print(to standard: String, errorsTo errors: String?) throws {
        try open(standard, as: STDOUT_FILENO, O_WRONLY | O_CREAT | O_TRUNC)
        if let errors {
            try open(errors, as: STDERR_FILENO, O_WRONLY)
        } else {
            let result = unsafe posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
            try Self.check(program, result)
        }
    }

    mutating func enter(_ folder: String) throws {
        try Self.check(program, unsafe posix_spawn_file_actions_addchdir_np(&actions, folder))
    }

    private mutating func open(_ path: String, as descriptor: Int32, _ flags: Int32) throws {
        let result = unsafe posix_spawn_file_actions_addopen(&actions, descriptor, path, flags, 0o600)
        try Self.check(program, result)
    }

    /// Returns the process identifier.
    mutating func run(_ arguments: [String], _ environment: [String]) throws -> Int32 {
        var identifier: Int32 = 0
        let argumentWords = unsafe arguments.map { unsafe strdup($0) } + [nil]
        let environmentWords = unsafe environment.map { unsafe strdup($0) } + [nil]
        defer {
            unsafe (argumentWords + environmentWords).forEach { unsafe free($0) }
        }
        let result = unsafe posix_spawn(
            &identifier,
            program,
            &actions,
            &attributes,
            argumentWords,
            environmentWords
        )
        try Self.check(program, result)
        return identifier
    }

    private static func check(_ program: String, _ result: Int32) throws {
        guard result == 0 else { throw ChildProcess.Failure(program: program, code: result) }
    }
}
