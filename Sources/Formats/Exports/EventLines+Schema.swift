import ClientPrograms
import RaftCore
import Simulation

extension EventLines {
  /// The JSON Schema of the lines: the first line is a `header`, every other one an `event`.
  package static let schema = text(
    happenings: quoted(Event.Happening.Kind.allCases.filter { $0 != .quiet }),
    packets: quoted(Packet.names),
    evidence: quoted(Evidence.Kind.allCases.filter { $0 != .none }),
    milestones: quoted(Milestones.all.names),
    outside: quoted(OutsideEvent.What.names),
    knowledge: quoted(ElectionEvidence.Kind.allCases.filter { $0 != .none }),
    witnesses: quoted(Witness.allCases.filter { $0 != .simulation }.map(\.name)))

  private static func quoted(_ kinds: [some RawRepresentable<String>]) -> String {
    quoted(kinds.map(\.rawValue))
  }

  private static func quoted(_ names: [String]) -> String {
    names.map { "\"\($0)\"" }.joined(separator: ", ")
  }

  private static func text(
    happenings: String, packets: String, evidence: String, milestones: String, outside: String,
    knowledge: String, witnesses: String
  ) -> String {
    #"""
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "raftlab events, version 1",
      "description": "One JSON value a line: a header, then every event of a run in order. Times and spans are microseconds of virtual time. Members without a value are left out of events.",
      "oneOf": [{"$ref": "#/$defs/header"}, {"$ref": "#/$defs/realHeader"}, {"$ref": "#/$defs/event"}],
      "$defs": {
        "server": {"type": "string", "pattern": "^S[1-9]$"},
        "client": {"type": "string", "pattern": "^C[1-9]$"},
        "program": {"type": "string", "pattern": "^(pod-[a-i]|api-[1-3]|resource|etcdctl)$"},
        "optionalParty": {"anyOf": [{"$ref": "#/$defs/server"}, {"$ref": "#/$defs/program"}, {"type": "null"}]},
        "optionalServer": {"anyOf": [{"$ref": "#/$defs/server"}, {"type": "null"}]},
        "count": {"type": "integer", "minimum": 0},
        "optionalCount": {"type": ["integer", "null"], "minimum": 0},
        "position": {
          "description": "Index and term of a log entry; both 0 before the first.",
          "type": "object", "required": ["index", "term"], "additionalProperties": false,
          "properties": {"index": {"$ref": "#/$defs/count"}, "term": {"$ref": "#/$defs/count"}}
        },
        "header": {
          "type": "object", "additionalProperties": false,
          "required": ["format", "version", "servers", "seed", "rulesOff", "timing", "link", "events", "end"],
          "properties": {
            "format": {"const": "raftlab-events"},
            "version": {"const": 1},
            "servers": {"type": "integer", "minimum": 1, "maximum": 9},
            "seed": {"description": "64 bits, in decimal digits.", "type": "string", "pattern": "^[0-9]+$"},
            "rulesOff": {"description": "Rules switched off at the start, as `raftlab rules` names them.", "type": "array", "items": {"type": "string"}},
            "timing": {"type": "object"},
            "link": {"type": "string"},
            "election": {"description": "The programs outside, as the setting says it.", "type": "string"},
            "events": {"$ref": "#/$defs/count"},
            "end": {"$ref": "#/$defs/count"}
          }
        },
        "realHeader": {
          "description": "Of a real cluster that was watched: nothing repeats it. Times are its own.",
          "type": "object", "additionalProperties": false,
          "required": ["format", "version", "servers", "program", "timing", "events", "end"],
          "properties": {
            "format": {"const": "raftlab-events"},
            "version": {"const": 1},
            "servers": {"type": "integer", "minimum": 1, "maximum": 9},
            "program": {"description": "What ran, such as `etcd 3.4.23`.", "type": "string"},
            "timing": {"type": "object"},
            "events": {"$ref": "#/$defs/count"},
            "end": {"$ref": "#/$defs/count"}
          }
        },
        "event": {
          "type": "object", "additionalProperties": false,
          "required": ["event", "time", "happening", "firings", "sent", "changes"],
          "properties": {
            "event": {"description": "Counted from 1.", "type": "integer", "minimum": 1},
            "time": {"$ref": "#/$defs/count"},
            "happening": {"enum": [\#(happenings)]},
            "server": {"$ref": "#/$defs/server"},
            "client": {"$ref": "#/$defs/client"},
            "detail": {"description": "The stimulus as scripts write it; why a packet was lost; which timer ran out; what was written to disk; whom a client asks next; what was seen of a real cluster."},
            "witness": {"description": "Of a real cluster: how it is known.", "enum": [\#(witnesses)]},
            "packet": {
              "type": "object", "additionalProperties": false,
              "required": ["id", "sentBy", "sentAt", "arrivesAt", "from", "to", "content"],
              "properties": {
                "id": {"type": "integer", "minimum": 1},
                "sentBy": {"description": "The number of the event that sent it.", "$ref": "#/$defs/count"},
                "sentAt": {"$ref": "#/$defs/count"},
                "arrivesAt": {"description": "null: nobody can say, of a real cluster.", "$ref": "#/$defs/optionalCount"},
                "from": {"description": "null: a client.", "$ref": "#/$defs/optionalParty"},
                "to": {"description": "null: a client.", "$ref": "#/$defs/optionalParty"},
                "content": {
                  "type": "object", "required": ["kind"],
                  "properties": {"kind": {"enum": [\#(packets)]}}
                }
              }
            },
            "firings": {
              "description": "The rules that fired, in order.",
              "type": "array",
              "items": {
                "type": "object", "additionalProperties": false,
                "required": ["rule", "section", "evidence"],
                "properties": {
                  "rule": {"type": "string"},
                  "section": {"description": "Of the paper, extended version.", "type": "string"},
                  "evidence": {
                    "description": "The numbers that made it fire.",
                    "anyOf": [
                      {"type": "null"},
                      {"type": "object", "required": ["kind"],
                       "properties": {"kind": {"enum": [\#(evidence)]}}}
                    ]
                  }
                }
              }
            },
            "outside": {
              "description": "What it was for the programs outside.",
              "type": "object", "additionalProperties": false, "required": ["what", "firings"],
              "properties": {
                "what": {"enum": [\#(outside)]},
                "program": {"$ref": "#/$defs/program"},
                "detail": {"description": "Which timer ran out, which question was not answered, why a letter was lost, which leases."},
                "firings": {
                  "description": "The rules of the algorithms that fired, in order.",
                  "type": "array",
                  "items": {
                    "type": "object", "additionalProperties": false,
                    "required": ["rule", "call", "evidence"],
                    "properties": {
                      "rule": {"type": "string"},
                      "call": {"description": "The Go call that it stands for.", "type": ["string", "null"]},
                      "evidence": {
                        "description": "What was known, by the program's own clock and from its own copies.",
                        "anyOf": [
                          {"type": "null"},
                          {"type": "object", "required": ["kind"],
                           "properties": {"kind": {"enum": [\#(knowledge)]}}}
                        ]
                      }
                    }
                  }
                },
                "believers": {
                  "description": "Who believed before and after that it leads; for how many microseconds more than one had, when that ended here.",
                  "type": "object", "additionalProperties": false,
                  "required": ["contest", "before", "after", "lasted"],
                  "properties": {
                    "contest": {"type": "string"},
                    "before": {"type": "array", "items": {"$ref": "#/$defs/program"}},
                    "after": {"type": "array", "items": {"$ref": "#/$defs/program"}},
                    "lasted": {"$ref": "#/$defs/optionalCount"}
                  }
                },
                "holder": {
                  "description": "Who held the contest by what members had applied, before and after.",
                  "type": "object", "additionalProperties": false,
                  "required": ["contest", "before", "after"],
                  "properties": {
                    "contest": {"type": "string"},
                    "before": {"type": ["string", "null"]}, "after": {"type": ["string", "null"]}
                  }
                }
              }
            },
            "sent": {"description": "The packets that were sent because of it.", "type": "array", "items": {"type": "integer", "minimum": 1}},
            "changes": {
              "description": "Every field that it changed, of every server.",
              "type": "array",
              "items": {
                "type": "object", "additionalProperties": false,
                "required": ["server", "field", "from", "to"],
                "properties": {
                  "server": {"$ref": "#/$defs/server"},
                  "field": {"type": "string", "pattern": "^(life|role|currentTerm|votedFor|lastLog|commitIndex|lastApplied|leader|votes|nextIndex\\.S[1-9]|matchIndex\\.S[1-9]|snapshot|configuration|disk\\.(currentTerm|votedFor|lastLog|snapshot))$"},
                  "from": {}, "to": {}
                }
              }
            },
            "milestones": {"type": "array", "items": {"enum": [\#(milestones)]}},
            "violation": {"description": "The safety property that does not hold since this event.", "type": "string"}
          }
        }
      }
    }
    """#
  }
}
