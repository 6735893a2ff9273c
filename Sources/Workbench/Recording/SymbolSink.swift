import Screen

/// A sink whose frames have other symbols.
package struct SymbolSink<Sink: RecordingSink>: RecordingSink {
  package private(set) var sink: Sink
  private let filter: SymbolFilter

  package init(_ sink: Sink, _ filter: SymbolFilter) {
    self.sink = sink
    self.filter = filter
  }

  package mutating func show(_ frame: Surface, at time: Duration) {
    var frame = frame
    frame.replace(with: filter)
    sink.show(frame, at: time)
  }

  package mutating func mark(_ title: String, at time: Duration) { sink.mark(title, at: time) }
  package mutating func say(at time: Duration) { sink.say(at: time) }
  package mutating func press(_ keys: [Key], at time: Duration) { sink.press(keys, at: time) }
  package mutating func develop(at end: Duration) -> String { sink.develop(at: end) }
}
