import RaftCore
import TestSupport
import Testing

@Suite("What a server is made of")
struct Structures {
  @Test("A scratch array does what an array does, and copies keep what they had when it is emptied")
  func scratchArray() {
    var random = SeededRandom(2)
    var plain: [Int] = []
    var scratch = TrivialScratchArray<Int>()
    var copies: [([Int], TrivialScratchArray<Int>)] = []
    for round in 0..<2000 {
      if random.below(12) == 0 {
        if random.below(2) == 0 { copies.append((plain, scratch)) }
        plain = []
        scratch.removeAll()
      }
      plain.append(round)
      scratch.append(round)
      #expect(scratch.elementsEqual(plain) && scratch.count == plain.count)
    }
    #expect(copies.contains { $0.0.count > 16 } && copies.contains { $0.0.count < 8 })
    for (plain, copy) in copies { #expect(copy.elementsEqual(plain)) }
    scratch.removeAll()
    #expect(scratch.isEmpty && scratch == TrivialScratchArray())
  }

  @Test("A chunked array does what an array does, and copies do not see each other")
  func chunkedArray() {
    var random = SeededRandom(1)
    var plain: [Int] = []
    var chunked = ChunkedArray<Int>()
    var copies: [([Int], ChunkedArray<Int>)] = []
    for round in 0..<4000 {
      switch random.below(40) {
      case 0:
        let count = random.below(plain.count + 2)
        plain.removeLast(max(0, plain.count - count))
        chunked.truncate(to: count)
      case 1: copies.append((plain, chunked))
      case 2 where !plain.isEmpty:
        let place = random.below(plain.count)
        plain[place] = -round
        chunked[place] = -round
      default:
        plain.append(round)
        chunked.append(round)
      }
      #expect(chunked.count == plain.count && chunked.last == plain.last)
    }
    copies.append((plain, chunked))
    for (plain, chunked) in copies {
      #expect((0..<chunked.count).map { chunked[$0] } == plain)
    }
  }

  @Test(
    "A chunked array is cut at the borders of its chunks too",
    arguments: [0, 1, 127, 128, 129, 256])
  func truncation(count: Int) {
    var array = ChunkedArray<Int>()
    for number in 0..<300 { array.append(number) }
    array.truncate(to: count)
    var fresh = ChunkedArray<Int>()
    for number in 0..<count { fresh.append(number) }
    #expect(array == fresh && array.hashValue == fresh.hashValue)
    array.append(7)
    #expect(array.count == count + 1 && array.last == 7)
  }

  @Test("A log finds terms, and the runs of entries that share one")
  func log() {
    let log = Log(terms: [1, 1, 4, 4, 4, 6])
    #expect(log.last == at(6, 6) && Log().last == .start)
    #expect((0...7).map { log.term(at: $0) } == [0, 1, 1, 4, 4, 4, 6, nil])
    #expect((1...6).map { log.firstIndex(ofTermAt: $0) } == [1, 1, 3, 3, 3, 6])
    #expect((0...7).map { log.lastIndex(ofTermAtMost: $0, upTo: 6) } == [0, 2, 2, 2, 5, 5, 6, 6])
    #expect(log.lastIndex(ofTermAtMost: 4, upTo: 3) == 3)
    #expect(log.contains(at(3, 4)) && !log.contains(at(3, 1)) && !log.contains(at(7, 6)))
    #expect(log.contains(.start) && Log().contains(.start))
    #expect(log.batch(after: 4, limit: 8).map(\.term) == [4, 6])
    #expect(log.batch(after: 6, limit: 8).isEmpty && log.batch(after: 1, limit: 0).isEmpty)
  }

  @Test("A set of servers is in ascending order, whatever was put in first")
  func serverSet() {
    var set: ServerSet = [s5, s2]
    set.insert(s3)
    #expect(Array(set) == [s2, s3, s5] && set.description == "{S2 S3 S5}" && set.first == s2)
    set.remove(s2)
    #expect(!set.contains(s2) && set.count == 2)
    #expect(set.union([s1]) == [s1, s3, s5] && set.intersection([s3, s4]) == [s3])
    #expect(set.subtracting([s3]) == [s5] && set.removing(s5) == [s3])
    #expect(Array(ServerSet.first(9)).map(\.number) == Array(1...9))
  }

  @Test("Every rule has a name of its own, by which it is found", arguments: Rule.allCases)
  func ruleNames(rule: Rule) {
    #expect(Rule(id: rule.id) == rule)
    #expect(rule.id.allSatisfy { $0.isLowercase || $0 == "-" } && !rule.section.isEmpty)
    var rules = RuleSet()
    #expect(rules[rule])
    guard rule.isSwitchable else { return }
    rules[rule] = false
    #expect(!rules[rule] && rules.switchedOff == [rule])
    rules[rule] = true
    #expect(rules == RuleSet())
  }

  @Test("Every rule has a row: a name, a section, a part of Figure 2 and a weight")
  func ruleRows() {
    let ids = Rule.allCases.map(\.id)
    #expect(Set(ids).count == ids.count)
    #expect(Rule.Group.allCases.flatMap(\.rules) == Rule.allCases, "cases stand in figure order")
    for rule in Rule.allCases {
      #expect(rule.facts.tells >= 1, "\(rule.id)")
      // What goes beyond the paper stands in the dissertation.
      guard !rule.source.sections.isEmpty else {
        guard case .dissertation? = rule.source.place else {
          Issue.record("\(rule.id) stands nowhere")
          continue
        }
        continue
      }
      #expect(rule.source.sectionText.hasPrefix("§"), "\(rule.id)")
    }
    #expect(Rule.allCases.count <= 2 * UInt64.bitWidth, "a rule set has a bit for each")
  }

  @Test("Features are off unless switched on, and each has a name of its own")
  func features() {
    var features = Features()
    #expect(features.isEmpty && Feature.allCases.allSatisfy { !features[$0] })
    features[.etcdVariants] = true
    #expect(features[.etcdVariants] && !features[.preVote])
    #expect(features == Features([.etcdVariants]))
    features[.etcdVariants] = false
    #expect(features == Features())
    #expect(Set(Feature.allCases.map(\.id)).count == Feature.allCases.count)
    for feature in Feature.allCases { #expect(Feature(id: feature.id) == feature) }
    #expect(!Features([.leaseReads]).isSound && Features([.leaseReads, .checkQuorum]).isSound)
    #expect(Features.likeEtcd.isSound && !Features.likeEtcd[.leaseReads])
  }

  @Test("The rules beyond Figure 2 belong to a feature, but for the read that promises nothing")
  func featureRules() {
    for rule in Rule.allCases {
      let isBeyond = rule.facts.group.isBeyond
      #expect((rule.feature != nil) == (isBeyond && rule != .serializableRead), "\(rule.id)")
    }
    for feature in Feature.allCases where feature != .etcdVariants {
      #expect(!feature.rules.isEmpty, "\(feature.id)")
    }
  }
}
