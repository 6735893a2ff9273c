import Screen
import Simulation
import Teaching

// Recording the running screen, and pictures of it.
extension Laboratory {
  /// Gives the requests that are to be carried out, and forgets them.
  package mutating func takeRequests() -> [FileRequest] {
    defer { wishes.files.removeAll() }
    return wishes.files
  }

  /// Hears what became of a request.
  package mutating func take(_ report: FileReport) {
    switch report {
    case .saved(let document, let files):
      views.notice = .saved(files)
      guard document == .session else { return }
      finishSaving()
      if let file = files.first, history.branches.count > 1 {
        let branch = SessionNotice.savedBranch(
          history.branchNumber, of: history.branches.count, file: file)
        views.notice = .session(branch)
      }
    case .sessions(let report): take(sessions: report)
    case .experiment(let report): take(experiment: report)
    case .failed(let document, let file, let reason):
      if document == .recording { wishes.recorder = nil }
      views.notice = .notSaved(file: file, reason: reason)
    }
  }

  package var isRecording: Bool { wishes.recorder != nil }

  /// Records a frame that is shown, if frames are recorded.
  package mutating func record(_ frame: Surface) {
    guard let text = wishes.recorder?.take(frame), !text.isEmpty else { return }
    wishes.files.append(.append(.recording, text))
  }

  /// Ends the recording under way, if there is one.
  package mutating func finishRecording() {
    guard let text = wishes.recorder?.end() else { return }
    wishes.recorder = nil
    wishes.files += [.append(.recording, text), .finish(.recording)]
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
      wishes.recorder = Recorder(size: size, theme: theme)
      wishes.files.append(.begin(.recording))
    }
  }

  mutating func savePicture() {
    let frame = frame()
    wishes.files.append(
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
