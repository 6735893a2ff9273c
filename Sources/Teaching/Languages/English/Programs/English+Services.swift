import ClientPrograms
import KeyValue

// What API servers do, and the resource outside.

// The rules.
extension English {
  package var serveGet: RuleText {
    RuleText(
      "A get is a linearizable read",
      """
      An API server answers a get by a linearizable read of one key of etcd. API servers elect \
      nobody: all of them serve.
      """)
  }

  package var serveCreate: RuleText {
    RuleText(
      "A create is a put if absent",
      """
      A create becomes a transaction: put the key if its create_revision is 0. All but the first \
      are told 409, AlreadyExists.
      """)
  }

  package var serveUpdate: RuleText {
    RuleText(
      "An update compares resourceVersion",
      """
      An update becomes a transaction: put the key if its mod_revision is the resourceVersion that \
      the client has seen. Else the client is told 409, Conflict.
      """)
  }

  package var answerFromStore: RuleText {
    RuleText(
      "Hand on etcd's answer",
      """
      An API server keeps no record of its own. It hands on what etcd has answered, with the \
      mod_revision as the resourceVersion, or that there was no answer.
      """)
  }

  package var acceptWork: RuleText {
    RuleText(
      "Take the work",
      """
      The resource asks neither etcd nor a clock who leads. Without fencing it takes all work; with \
      it, work whose token is at least the highest seen.
      """)
  }

  package var fencing: RuleText {
    RuleText(
      "Refuse work with an old token",
      """
      Fencing: the resource remembers the highest token that it has seen, and refuses work with a \
      lower one, or with none.
      """,
      without: """
        Work of a deposed leader is taken after work of the present one: a lease alone is no mutual \
        exclusion.
        """)
  }
}

// What is said when one fires.
extension English {
  package func servesGet(_ server: ProgramID, of object: String) -> Phrase {
    "\(server) \(strong: "reads") \(command: object) from etcd, as one linearizable read."
  }

  package func servesCreate(_ server: ProgramID, of object: String) -> Phrase {
    """
    \(server) \(strong: "creates") \(command: object) in etcd: only if the key's create_revision is \
    0.
    """
  }

  package func servesUpdate(
    _ server: ProgramID, of object: String, version: Revision
  ) -> Phrase {
    """
    \(server) \(strong: "updates") \(command: object) in etcd: only if the key's mod_revision is \
    still \(revision: version).
    """
  }

  package func answers(
    _ server: ProgramID, about object: String, _ answer: APIAnswer?, succeeded: Bool,
    revision: Revision
  ) -> Phrase {
    let told: Phrase =
      if let answer {
        describe(.api(answer))
      } else {
        succeeded ? "it has the object" : "it has no object for that"
      }
    return """
      \(server) \(strong: "answers about") \(command: object), by what etcd held at revision \
      \(revision: revision): \(told).
      """
  }

  package func cannotAnswer(_ server: ProgramID, because failure: CallFailure) -> Phrase {
    "\(server) \(strong: "cannot answer"): at etcd, \(describe(failure))."
  }

  package func takesWork(
    _ resource: ProgramID, of sender: String, token: Token?, highest: Token?
  ) -> Phrase {
    let start: Phrase = "The \(resource) \(strong: "takes work") of \(.name(sender))"
    guard let token else { return "\(start), which came without a token." }
    guard let highest else { return "\(start): its token \(count: token) is the first one here." }
    return token < highest
      ? """
      \(start) although its token \(count: token) is lower than \(count: highest), which was seen \
      before: fencing is off.
      """
      : "\(start): its token is \(count: token), and the highest so far was \(count: highest)."
  }

  package func refusesWork(
    _ resource: ProgramID, of sender: String, token: Token?, highest: Token?, holder: String?
  ) -> Phrase {
    let start: Phrase = "The \(resource) \(strong: "refuses work") of \(.name(sender))"
    guard let token, let highest else { return "\(start): it came without a token." }
    let whose: Phrase = if let holder { ", of \(.name(holder))" } else { "" }
    return """
      \(start): its token \(count: token) is lower than the highest so far, \
      \(count: highest)\(whose).
      """
  }
}
