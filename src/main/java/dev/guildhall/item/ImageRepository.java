package dev.guildhall.item;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.guildhall.account.OrganisationId;
import dev.guildhall.platform.id.IdText;
import dev.guildhall.platform.image.Redrawn.Picture;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import java.util.Optional;
import java.util.UUID;

/** The table {@code item_image}. */
final class ImageRepository {

  private static final Sql INSERT =
      Sql.of(
          """
          insert into item_image (id, organisation_id, media_type, width, height, bytes, created_by)
          values (#{id}, #{organisation}, #{media_type}, #{width}, #{height}, #{bytes}, #{actor})
          returning id, organisation_id, media_type, width, height, bytes
          """);

  private static final Sql FIND =
      Sql.of(
          """
          select id, organisation_id, media_type, width, height, bytes from item_image where id = #{id}
          """);

  /** An image that is kept. */
  record Stored(
      String id,
      @JsonIgnore OrganisationId organisation,
      @JsonIgnore String mediaType,
      int width,
      int height,
      @JsonIgnore Buffer content,
      int bytes) {}

  Future<Stored> insert(
      SqlClient client, UUID id, OrganisationId organisation, Picture drawn, UUID actor) {
    return INSERT
        .run(
            client,
            "id",
            id,
            "organisation",
            organisation,
            "media_type",
            drawn.mediaType(),
            "width",
            drawn.width(),
            "height",
            drawn.height(),
            "bytes",
            drawn.bytes(),
            "actor",
            actor)
        .map(rows -> Rows.one(rows, ImageRepository::stored));
  }

  Future<Optional<Stored>> find(SqlClient client, UUID id) {
    return FIND.run(client, "id", id).map(rows -> Rows.first(rows, ImageRepository::stored));
  }

  private static Stored stored(Row row) {
    var content = row.getBuffer("bytes");
    return new Stored(
        IdText.print("img", row.getUUID("id")),
        new OrganisationId(row.getUUID("organisation_id")),
        row.getString("media_type"),
        row.getInteger("width"),
        row.getInteger("height"),
        content,
        content.length());
  }
}
