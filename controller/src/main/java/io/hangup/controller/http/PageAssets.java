package io.hangup.controller.http;

import io.hangup.protocol.wire.Wire;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/// The page: a fixed list of files, read once. Nothing else of the class path can be asked for.
final class PageAssets {
    private static final List<String> FILES = List.of(
            "address.js",
            "columns.js",
            "dom.js",
            "drawer.js",
            "filter.js",
            "icon.svg",
            "keys.js",
            "live.js",
            "page.css",
            "page.js",
            "table.js",
            "time.js",
            "visible.js",
            "words.js");

    private PageAssets() {}

    static void addTo(Router router) {
        Asset page = Asset.read("page/index.html", "text/html; charset=utf-8");
        router.get("/").handler(page::send);
        for (String file : FILES) {
            Asset asset = Asset.read("page/assets/" + file, type(file));
            router.get("/assets/" + file).handler(asset::send);
        }
    }

    private static String type(String file) {
        return switch (file.substring(file.lastIndexOf('.'))) {
            case ".js" -> "text/javascript; charset=utf-8";
            case ".css" -> "text/css; charset=utf-8";
            case ".svg" -> "image/svg+xml";
            default -> throw new IllegalStateException("no type is known for " + file);
        };
    }

    /// One file; asked for again only when it has changed.
    private record Asset(Buffer bytes, String type, String tag) {
        static Asset read(String name, String type) {
            try (InputStream file = PageAssets.class.getResourceAsStream(name)) {
                if (file == null) {
                    throw new IllegalStateException("the controller was built without " + name);
                }
                byte[] bytes = file.readAllBytes();
                return new Asset(Buffer.buffer(bytes), type, "\"" + Wire.digest(bytes) + "\"");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void send(RoutingContext request) {
            request.response().putHeader("etag", tag).putHeader("cache-control", "no-cache");
            if (tag.equals(request.request().getHeader("if-none-match"))) {
                request.response().setStatusCode(304).end().onFailure(request::fail);
            } else {
                request.response().putHeader("content-type", type).end(bytes).onFailure(request::fail);
            }
        }
    }
}
