import ClientPrograms
import KeyValue

/// Something that is to happen in a world.
enum Happening {
  case input(pod: Int, life: Int, ProgramInput)
  case timer(pod: Int, ProgramTimer, serial: Int)
  case timeout(pod: Int, life: Int, CallNumber)
  case ask(pod: Int, life: Int, CallNumber, ProgramCall)
  case askServer(server: Int, pod: Int, life: Int, CallNumber, ProgramCall)
  case serverAsks(server: Int, CallNumber, Request)
  case serverHears(server: Int, CallNumber, StoreAnswer)
  case lookAtLeases
  case start(pod: Int)
  case crash(pod: Int, life: Int)
  case trouble
}

/// What is due when; what is due at the same moment happens in the order in which it was planned.
struct Agenda {
  /// What is due first stands last.
  private var dues: [Due] = []

  struct Due {
    let time: Int
    let happening: Happening
  }

  mutating func add(_ happening: Happening, at time: Int) {
    var place = dues.count
    while place > 0, dues[place - 1].time <= time { place -= 1 }
    dues.insert(Due(time: time, happening: happening), at: place)
  }

  /// Takes what is due next, if that is until a moment.
  mutating func next(until end: Int) -> Due? {
    guard let next = dues.last, next.time <= end else { return nil }
    return dues.removeLast()
  }
}
