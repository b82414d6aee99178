package io.hangup.protocol.ocsf;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hangup.protocol.session.BootId;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.wire.Wire;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One OCSF event in the making: what every class has. Times are in milliseconds since 1970, as OCSF has them.
final class Event {
    /// The schema that every field and number here is from: github.com/ocsf/ocsf-schema, tag 1.8.0.
    static final String SCHEMA = "1.8.0";

    static final String NAME = "Hangup";
    private static final int INFORMATIONAL = 1;
    private static final int SERVER = 1;

    private final ObjectNode root = Wire.json().createObjectNode();
    private final ObjectNode metadata = Wire.json().createObjectNode();

    /// @param kind in the chain: one word of ours
    Event(Kind kind, String code, Instant at) {
        root.set("metadata", metadata);
        metadata.put("version", SCHEMA);
        metadata.put("log_name", "hangup.audit");
        metadata.put("event_code", code);
        root.put("time", at.toEpochMilli());
        root.put("category_uid", kind.category());
        root.put("class_uid", kind.uid());
        root.put("class_name", kind.title());
        root.put("severity_id", INFORMATIONAL);
    }

    /// The OCSF classes in use.
    enum Kind {
        DETECTION_FINDING(2, 2004, "Detection Finding"),
        APPLICATION_LIFECYCLE(6, 6002, "Application Lifecycle"),
        API_ACTIVITY(6, 6003, "API Activity"),
        PROCESS_REMEDIATION(7, 7003, "Process Remediation Activity");

        private final int category;
        private final int uid;
        private final String title;

        Kind(int category, int uid, String title) {
            this.category = category;
            this.uid = uid;
            this.title = title;
        }

        int category() {
            return category;
        }

        int uid() {
            return uid;
        }

        String title() {
            return title;
        }
    }

    ObjectNode root() {
        return root;
    }

    ObjectNode metadata() {
        return metadata;
    }

    Event profiles(List<String> names) {
        names.forEach(metadata.withArray("profiles")::add);
        return this;
    }

    /// What this event belongs to: a finding's id, so that all of its story can be found.
    Event about(String finding) {
        metadata.put("correlation_uid", finding);
        return this;
    }

    Event activity(int id, String name) {
        root.put("activity_id", id);
        root.put("activity_name", name);
        root.put("type_uid", root.get("class_uid").asInt() * 100L + id);
        return this;
    }

    Event status(int id, String status) {
        root.put("status_id", id);
        root.put("status", status);
        return this;
    }

    /// @param code one word from a fixed list
    Event why(String code, String detail) {
        root.put("status_code", code);
        root.put("status_detail", Clip.text(detail));
        return this;
    }

    Event message(String text) {
        root.put("message", Clip.text(text));
        return this;
    }

    Event device(HostId host, Optional<BootId> boot) {
        ObjectNode device = root.putObject("device");
        device.put("hostname", host.value());
        device.put("uid", host.value());
        boot.ifPresent(id -> device.put("boot_uid", id.value()));
        device.put("type_id", SERVER);
        return this;
    }

    ObjectNode unmapped() {
        return root.withObject("/unmapped");
    }

    static void product(ObjectNode into, String version) {
        into.put("name", NAME).put("vendor_name", NAME).put("version", version);
        into.putObject("feature").put("name", "controller");
    }
}
