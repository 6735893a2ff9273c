import ClientPrograms
import KeyValue
import Testing

@Suite("The record as text")
struct LeaseRecordTests {
  @Test("What is written is read again")
  func roundTrip() {
    let record = LeaseRecord(
      holder: "kube-controller-manager-pod-a", durationSeconds: 15,
      acquireTime: Int.max, renewTime: Int.min, transitions: 1_000_000)
    #expect(LeaseRecord(record.text) == record)
    let empty = LeaseRecord(
      holder: "", durationSeconds: 1, acquireTime: 0, renewTime: 0, transitions: 0)
    #expect(empty.text.description == "holder= duration=1 acquired=0 renewed=0 transitions=0")
    #expect(LeaseRecord(empty.text) == empty)
  }

  @Test(
    "What somebody wrote by hand and is no record is none",
    arguments: [
      "", "pod-a", "holder=a duration=15 acquired=0 renewed=0",
      "holder=a duration=x acquired=0 renewed=0 transitions=0",
      "holder=a duration=-1 acquired=0 renewed=0 transitions=0",
      "holder=a  duration=15 acquired=0 renewed=0 transitions=0",
      "duration=15 holder=a acquired=0 renewed=0 transitions=0",
      "holder=a duration=15 acquired=0 renewed=0 transitions=2147483648",
      "holder=a duration=2147483648 acquired=0 renewed=0 transitions=0",
      "holder=a=b duration=15 acquired=0 renewed=0 transitions=0",
    ])
  func unreadable(_ text: String) { #expect(LeaseRecord(Text(text)!) == nil) }
}
