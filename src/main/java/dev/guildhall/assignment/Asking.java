package dev.guildhall.assignment;

import dev.guildhall.platform.http.Principal;
import dev.guildhall.platform.http.Request;
import dev.guildhall.worker.Device;
import dev.guildhall.worker.WorkerId;
import java.util.Locale;

/**
 * A worker who asks for a task.
 *
 * @param locale of the words in which they are refused
 */
record Asking(Principal who, WorkerId worker, Device device, Locale locale) {

  static Asking of(Request request) {
    var who = request.principal();
    return new Asking(
        who, new WorkerId(who.required("worker")), Device.of(request), request.locale());
  }
}
