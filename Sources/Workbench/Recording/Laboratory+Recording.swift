import Screen
import Simulation
import Teaching

// Recording the running screen, and pictures of it.
extension Laboratory {
  /// Gives the requests that are to be carried out, and forgets them.
  package mutating func takeRequests() -> [FileRequest] {
    defer { requests.removeAll() }
    return requests
  }

  /// Hears what became of a request.
  package mutating func take(_ report: FileReport) {
    switch report {
    case .saved(let document, let files):
      notice = .saved(files)
      guard document == .session else { return }
      finishSaving()
      if let file = files.first, timeline.branches.count > 1 {
        let branch = SessionNotice.savedBranch(
          timeline.branchNumber, of: timeline.branches.count, file: file)
        notice = .session(branch)
      }
    case .sessions(let report): take(sessions: report)
    case .failed(let document, let file, let reason):
      if document == .recording { recorder = nil }
      notice = .notSaved(file: file, reason: reason)
    }
  }

  package var isRecording: Bool { recorder != nil }

  /// Records a frame that is shown, if frames are recorded.
  package mutating func record(_ frame: Surface) {
    guard let text = recorder?.take(frame), !text.isEmpty else { return }
    requests.append(.append(.recording, text))
  }

  /// Ends the recording under way, if there is one.
  package mutating func finishRecording() {
    guard let text = recorder?.end() else { return }
    recorder = nil
    requests += [.append(.recording, text), .finish(.recording)]
  }

  /// Shows on a frame that it is being recorded. Drawn after the frame was recorded, so that only
  /// who works at the screen sees it.
  package func drawRecordingSign(into frame: inout Surface) {
    guard isRecording, size.rows > 0 else { return }
    let style = theme[.violation]
    // Over the whole of the name.
    frame.fill(Rect(column: 0, row: 0, columns: TitleBar.nameColumns, rows: 1), style: style)
    frame.draw(" ● \(labels.recording) ", at: Point(column: 0, row: 0), style: style)
  }

  mutating func toggleRecording() {
    if isRecording {
      finishRecording()
    } else {
      recorder = Recorder(size: size, theme: theme)
      requests.append(.begin(.recording))
    }
  }

  mutating func savePicture() {
    let frame = frame()
    requests.append(
      .save(
        .picture,
        [
          .init(suffix: "svg", text: Picture(theme).svg(of: frame, title: "raftlab")),
          .init(suffix: "txt", text: frame.text),
        ]))
  }
}

extension Picture {
  /// Pictures in a theme's colours; light on dark where the theme leaves them to the terminal.
  package init(_ theme: Theme) {
    guard !theme.leavesGround else {
      self.init()
      return
    }
    self.init(
      foreground: theme[.text].foreground, background: theme[.text].background)
  }
}
