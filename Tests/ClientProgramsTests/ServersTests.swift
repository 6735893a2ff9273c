import ClientPrograms
import KeyValue
import Testing

@Suite("The API server")
struct APIServerTests {
  let record = LeaseRecord(
    holder: "pod-a", durationSeconds: 15, acquireTime: 0, renewTime: 0, transitions: 0)

  /// What an API server answers to a request, and what it asks of etcd for it.
  private func serve(_ request: APIRequest, _ store: inout Store) -> (APIAnswer?, String?) {
    var desk = Desk(APIServer())
    desk.give(.asked(7, .api(request)))
    let asked = desk.request?.description
    desk.answer(from: &store)
    guard case .answer(7, .api(let answer))? = desk.step.effects.first else { return (nil, asked) }
    return (answer, asked)
  }

  @Test("A get is a linearizable read of the object's key; a create compares with its absence")
  func create() {
    var store = Store()
    #expect(
      serve(.get("kube-scheduler"), &store)
        == (.notFound, "range /registry/leases/kube-system/kube-scheduler"))
    let (created, asked) = serve(.create("kube-scheduler", record), &store)
    #expect(created == .object(record, resourceVersion: 2))
    #expect(
      asked?.hasPrefix("txn if /registry/leases/kube-system/kube-scheduler.create = 0 then put")
        == true)
    #expect(serve(.create("kube-scheduler", record), &store).0 == .alreadyExists)
    #expect(
      serve(.get("kube-scheduler"), &store).0 == .object(record, resourceVersion: 2))
  }

  @Test("An update compares mod_revision with the resourceVersion: otherwise it is a conflict")
  func update() {
    var store = Store()
    _ = serve(.create("a", record), &store)
    #expect(
      serve(.update("a", record, resourceVersion: 2), &store).0
        == .object(record, resourceVersion: 3))
    #expect(serve(.update("a", record, resourceVersion: 2), &store).0 == .conflict)
    #expect(serve(.update("b", record, resourceVersion: 2), &store).0 == .notFound)
  }

  @Test("A value that is no record is an error of the server, and etcd's failure is passed on")
  func failures() {
    var store = Store()
    _ = store.apply(.keys(.put(APIServer.key("a"), Text("by hand")!)))
    #expect(serve(.get("a"), &store).0 == .unreadable)
    var desk = Desk(APIServer())
    desk.give(.asked(7, .api(.get("a"))))
    desk.give(.failed(desk.question!.call, .unavailable))
    #expect(desk.step.effects == [.refuse(7, .unavailable)])
  }

  @Test("Several are answered each by itself, in whatever order etcd answers")
  func several() {
    var store = Store()
    var desk = Desk(APIServer())
    desk.give(.asked(1, .api(.create("a", record))))
    let first = (desk.question!.call, desk.request!)
    desk.give(.asked(2, .api(.get("b"))))
    desk.answer(from: &store)
    #expect(desk.step.effects == [.answer(2, .api(.notFound))])
    desk.give(.answered(first.0, .store(store.apply(first.1))))
    #expect(desk.step.effects == [.answer(1, .api(.object(record, resourceVersion: 2)))])
  }
}

@Suite("The resource outside")
struct ResourceTests {
  private func take(_ tokens: [Token?], _ options: ElectionOptions) -> [Bool] {
    var desk = Desk(Resource(options: options))
    return tokens.map { token in
      desk.give(.asked(1, .work(Work(sender: "pod-a", contest: "/leader", token: token))))
      return desk.step.effects == [.answer(1, .work(accepted: true))]
    }
  }

  @Test("With fencing it refuses what comes with a lower token than it has seen, or with none")
  func fencing() {
    let fencing = ElectionOptions(with: [.fencing])
    #expect(take([4, 4, 9, 4, nil, 10], fencing) == [true, true, true, false, false, true])
  }

  @Test("Without fencing it takes all work of all")
  func trusting() {
    #expect(take([4, 9, 4, nil], ElectionOptions()) == [true, true, true, true])
  }
}
