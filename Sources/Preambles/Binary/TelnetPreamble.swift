// SPDX-License-Identifier: Apache-2.0

/// The START_TLS option of Telnet (option 46 of IANA's list; RFC 854 for the commands).
struct TelnetPreamble: Preamble {
    private enum Command {
        static let iac: UInt8 = 0xFF
        static let dont: UInt8 = 0xFE
        static let `do`: UInt8 = 0xFD
        static let wont: UInt8 = 0xFC
        static let will: UInt8 = 0xFB
        static let subnegotiation: UInt8 = 0xFA
        static let end: UInt8 = 0xF0
    }

    private static let option: UInt8 = 46
    private static let follows: UInt8 = 1

    private var hasFollowed = false
    /// Bytes that are no command, for telling what else speaks here.
    private var text: [UInt8] = []

    /// IAC WILL START_TLS.
    let opening: [UInt8] = [Command.iac, Command.will, Self.option]
    let farewell: [UInt8] = []

    var awaited: String { hasFollowed ? "the start of TLS" : "the reply to START_TLS" }

    mutating func read(_ input: inout PreambleInput) -> PreambleStep? {
        guard let first = input.unread.first else { return nil }
        guard first == Command.iac else {
            let run = input.unread.prefix { $0 != Command.iac }
            if text.count < 80 { text += run.prefix(80 - text.count) }
            let foreign =
                text.count >= 5 && ["SSH-", "HTTP/", "RFB "].contains { text.starts(with: $0.utf8) }
            let isTLS = text.count >= 2 && (0x15...0x16).contains(text[0]) && text[1] == 3
            if foreign || isTLS {
                return .end(ForeignProtocol.failure(expecting: "Telnet", found: text))
            }
            _ = input.take(run.count)
            return .go
        }
        guard let command = input.unread.dropFirst().first else { return nil }
        switch command {
        case Command.will, Command.wont, Command.do, Command.dont:
            guard input.count >= 3 else { return nil }
            return answer(command, option: input.take(3).last ?? 0)
        case Command.subnegotiation: return subnegotiation(&input)
        default:
            _ = input.take(2)
            return .go
        }
    }

    private mutating func answer(_ command: UInt8, option: UInt8) -> PreambleStep {
        guard option == Self.option else {
            switch command {
            case Command.do: return .send([Command.iac, Command.wont, option])
            case Command.will: return .send([Command.iac, Command.dont, option])
            default: return .go
            }
        }
        switch command {
        case Command.dont: return .end(.absent(PreambleReply("DONT")))
        case Command.do:
            guard !hasFollowed else { return .go }
            hasFollowed = true
            return .send([
                Command.iac, Command.subnegotiation, Self.option, Self.follows, Command.iac, Command.end,
            ])
        default: return .go
        }
    }

    private mutating func subnegotiation(_ input: inout PreambleInput) -> PreambleStep? {
        let bytes = input.unread
        var position = bytes.startIndex + 2
        while position + 1 < bytes.endIndex {
            guard bytes[position] == Command.iac else {
                position += 1
                continue
            }
            if bytes[position + 1] == Command.end {
                let content = bytes[(bytes.startIndex + 2)..<position]
                let isStart = content.elementsEqual([Self.option, Self.follows])
                _ = input.take(position + 2 - bytes.startIndex)
                return isStart && hasFollowed ? .end(.accepted) : .go
            }
            position += 2
        }
        return nil
    }
}
