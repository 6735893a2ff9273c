import RaftCore
import Testing

#if DEBUG
  /// The modules are optimised in debug builds too, see the manifest: that may cost no check.
  @Suite("Debug builds check what they say they do") struct AssertionTests {
    @Test("an assertion that does not hold ends the program")
    func assertion() async {
      await #expect(processExitsWith: .failure) {
        var step = Step()
        var server = Subject().server
        server.handle(.timeout(.election), into: &step)
        let message = Message(from: s2, to: s1, term: 1, body: .requestVoteReply(voteGranted: true))
        // A step that was not emptied.
        server.receive(message.head, message.entries, into: &step)
      }
    }

    @Test("a precondition that does not hold ends the program")
    func precondition() async {
      await #expect(processExitsWith: .failure) { _ = ServerID(10) }
    }

    @Test("what holds ends well")
    func holds() async {
      await #expect(processExitsWith: .success) {
        var step = Step()
        var server = Subject().server
        let message = Message(from: s2, to: s1, term: 1, body: .requestVoteReply(voteGranted: true))
        server.receive(message.head, message.entries, into: &step)
      }
    }
  }
#endif
