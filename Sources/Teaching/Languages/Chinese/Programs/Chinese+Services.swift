import ClientPrograms
import KeyValue

// What API servers do, and the resource outside.

// The rules.
extension Chinese {
  package var serveGet: RuleText {
    RuleText(
      "get 就是线性一致读",
      "API 服务器对 get 的处理，是从 etcd 线性一致地读取一个键。API 服务器之间不选主，全部提供服务。")
  }

  package var serveCreate: RuleText {
    RuleText(
      "create 就是键不存在才写入",
      """
      create 变成一个事务（Txn）：键的 create_revision 为 0 才写入。只有第一个成功，\
      其余的得到 409 AlreadyExists。
      """)
  }

  package var serveUpdate: RuleText {
    RuleText(
      "update 要比较 resourceVersion",
      """
      update 变成一个事务（Txn）：键的 mod_revision 等于客户端所见的 resourceVersion 才写入，\
      否则得到 409 Conflict。
      """)
  }

  package var answerFromStore: RuleText {
    RuleText(
      "按 etcd 的响应来响应",
      """
      API 服务器自己不保存记录，只转达 etcd 的响应，以 mod_revision 为 resourceVersion；\
      没有响应也照样转达。
      """)
  }

  package var acceptWork: RuleText {
    RuleText(
      "接受工作",
      """
      资源既不向 etcd、也不看时钟来判断领导者（Leader）是谁。没有 fencing 就接受全部工作；\
      有 fencing，token 不低于此前最高的才接受。
      """)
  }

  package var fencing: RuleText {
    RuleText(
      "拒绝旧 token 的工作",
      """
      资源记住见过的最高的 fencing token（隔离令牌），拒绝 token 更低或没有 token 的工作。
      """,
      without: "已失去领导权的领导者的工作，在现任的工作之后仍被接受：单凭租约做不到互斥。")
  }
}

// What is said when one fires.
extension Chinese {
  package func servesGet(_ server: ProgramID, of object: String) -> Phrase {
    "\(server) 从 etcd \(strong: "读取") \(command: object)：一次线性一致读。"
  }

  package func servesCreate(_ server: ProgramID, of object: String) -> Phrase {
    """
    \(server) 在 etcd 中\(strong: "创建") \(command: object)：只有键的 create_revision 为 0 才写入。
    """
  }

  package func servesUpdate(
    _ server: ProgramID, of object: String, version: Revision
  ) -> Phrase {
    """
    \(server) 在 etcd 中\(strong: "更新") \(command: object)：只有键的 mod_revision 仍为 \
    \(revision: version) 才写入。
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
        succeeded ? "有这个对象" : "没有相应的对象"
      }
    return """
      \(server) 按 etcd 在 revision \(revision: revision) 的内容，\(strong: "响应")关于 \
      \(command: object) 的请求：\(told)。
      """
  }

  package func cannotAnswer(_ server: ProgramID, because failure: CallFailure) -> Phrase {
    "\(server) \(strong: "无法响应")：在 etcd 那里，\(describe(failure))。"
  }

  package func takesWork(
    _ resource: ProgramID, of sender: String, token: Token?, highest: Token?
  ) -> Phrase {
    let start: Phrase = "\(resource) \(strong: "接受") \(.name(sender)) \(strong: "的工作")"
    guard let token else { return "\(start)，其中没有 token。" }
    guard let highest else { return "\(start)：token \(count: token) 是这里的第一个。" }
    return token < highest
      ? """
      \(start)，虽然 token \(count: token) 低于此前见过的 \(count: highest)：fencing 已关闭。
      """
      : "\(start)：token 为 \(count: token)，此前最高为 \(count: highest)。"
  }

  package func refusesWork(
    _ resource: ProgramID, of sender: String, token: Token?, highest: Token?, holder: String?
  ) -> Phrase {
    let start: Phrase = "\(resource) \(strong: "拒绝") \(.name(sender)) \(strong: "的工作")"
    guard let token, let highest else { return "\(start)：其中没有 token。" }
    let whose: Phrase = if let holder { "（\(.name(holder))）" } else { "" }
    return "\(start)：token \(count: token) 低于此前最高的 \(count: highest)\(whose)。"
  }
}
