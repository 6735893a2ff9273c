extension Message: Fielded {
  /// The RPCs of Figure 2, and their results.
  package enum Kind: String, CaseIterable, Hashable, Sendable {
    case requestVote = "RequestVote"
    case requestVoteReply = "RequestVoteReply"
    case appendEntries = "AppendEntries"
    case appendEntriesReply = "AppendEntriesReply"
  }

  package var kind: Kind {
    switch head.content {
    case .requestVote: .requestVote
    case .requestVoteReply: .requestVoteReply
    case .appendEntries: .appendEntries
    case .appendEntriesReply: .appendEntriesReply
    }
  }

  /// The name of the RPC, as Figure 2 has it, with `Reply` for its results.
  package var name: String { kind.rawValue }

  /// The sender's term, and what the body says.
  package var fields: [Field] { [Field("term", .term(term))] + body.fields }
}

extension Message.Body {
  /// What it says beside the sender's term.
  package var fields: [Field] {
    switch self {
    case .requestVote(let lastLog): [Field("lastLog", short: "last", .position(lastLog))]
    case .requestVoteReply(let granted):
      [Field("voteGranted", short: "", .flag(granted, yes: "granted", no: "refused"))]
    case .appendEntries(let request): request.fields
    case .appendEntriesReply(let reply): reply.fields
    }
  }
}

extension AppendEntries: Fielded {
  package var name: String { Message.Kind.appendEntries.rawValue }

  package var fields: [Field] {
    [
      Field("previous", short: "prev", .position(previous)),
      Field("entries", .entries(entries, after: previous.index)),
      Field("leaderCommit", short: "commit", .index(leaderCommit)),
    ]
  }
}

extension AppendEntriesReply: Fielded {
  package var name: String { Message.Kind.appendEntriesReply.rawValue }

  package var fields: [Field] {
    switch self {
    case .success(let match):
      [
        Field("success", short: "", .flag(true, yes: "", no: "")),
        Field("matchIndex", short: "match", .index(match)),
      ]
    case .failure(let previous, let hint):
      [
        Field("success", short: "", .flag(false, yes: "", no: "refused")),
        Field("previousIndex", short: "prev", .index(previous)),
      ] + hint.fields
    }
  }
}

extension BackUpHint: Fielded {
  package var name: String { "backUpHint" }

  package var fields: [Field] {
    [
      Field("conflictTerm", short: "conflict term", .term(conflictTerm)),
      Field("firstIndex", short: "first", .index(firstIndex)),
    ]
  }
}

extension Write: Fielded {
  package var name: String { "write" }

  package var fields: [Field] {
    [
      Field("term", .term(term)), Field("votedFor", .server(votedFor)),
      Field("keeping", .index(keeping)), Field("through", .index(through)),
    ]
  }
}
