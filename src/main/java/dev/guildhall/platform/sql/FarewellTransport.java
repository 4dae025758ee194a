package dev.guildhall.platform.sql;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.ChannelOutputShutdownEvent;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.spi.transport.Transport;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The transport of the machine, but for one thing: a connection of a client that has said goodbye
 * is closed a moment later, whatever the other end says.
 *
 * <p>The client of PostgreSQL closes a connection by a farewell, and then waits for the server to
 * close it. A server that is frozen, or a proxy before one that is gone, never does: what was asked
 * would never be answered, and the pool would lose the connection for ever.
 */
public final class FarewellTransport implements Transport {

  private static final Duration GOODBYE = Duration.ofSeconds(1);

  private final Transport machine;

  private FarewellTransport(Transport machine) {
    this.machine = machine;
  }

  /** Event loops for clients of PostgreSQL, and for everything else. */
  public static Vertx vertx(VertxOptions options) {
    return Vertx.builder().with(options).withTransport(new Named(machine(options))).build();
  }

  private static io.vertx.core.transport.Transport machine(VertxOptions options) {
    var natively = io.vertx.core.transport.Transport.nativeTransport();
    return options.getPreferNativeTransport() && natively != null && natively.available()
        ? natively
        : io.vertx.core.transport.Transport.NIO;
  }

  /** As the builder of Vert.x wants it. */
  private record Named(io.vertx.core.transport.Transport machine)
      implements io.vertx.core.transport.Transport {

    @Override
    public String name() {
      return machine.name();
    }

    @Override
    public boolean available() {
      return machine.available();
    }

    @Override
    public Throwable unavailabilityCause() {
      return machine.unavailabilityCause();
    }

    @Override
    public Transport implementation() {
      return new FarewellTransport(machine.implementation());
    }
  }

  private static final class Farewell extends ChannelInboundHandlerAdapter {
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof ChannelOutputShutdownEvent) {
        context
            .executor()
            .schedule(() -> context.close(), GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
      }
      context.fireUserEventTriggered(event);
    }
  }

  @Override
  public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
    var factory = machine.channelFactory(domainSocket);
    return () -> {
      Channel channel = factory.newChannel();
      // First, so that its close passes everybody by who would say goodbye again.
      channel.pipeline().addLast(new Farewell());
      return channel;
    };
  }

  @Override
  public boolean supportsDomainSockets() {
    return machine.supportsDomainSockets();
  }

  @Override
  public boolean supportFileRegion() {
    return machine.supportFileRegion();
  }

  @Override
  public boolean isAvailable() {
    return machine.isAvailable();
  }

  @Override
  public Throwable unavailabilityCause() {
    return machine.unavailabilityCause();
  }

  @Override
  public java.net.SocketAddress convert(SocketAddress address) {
    return machine.convert(address);
  }

  @Override
  public SocketAddress convert(java.net.SocketAddress address) {
    return machine.convert(address);
  }

  @Override
  public IoHandlerFactory ioHandlerFactory() {
    return machine.ioHandlerFactory();
  }

  @Override
  public EventLoopGroup eventLoopGroup(
      int type, int threads, ThreadFactory threadFactory, int ioRatio) {
    return machine.eventLoopGroup(type, threads, threadFactory, ioRatio);
  }

  @Override
  public DatagramChannel datagramChannel() {
    return machine.datagramChannel();
  }

  @Override
  @SuppressWarnings("deprecation") // the interface says so
  public DatagramChannel datagramChannel(InternetProtocolFamily family) {
    return machine.datagramChannel(family);
  }

  @Override
  public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
    return machine.serverChannelFactory(domainSocket);
  }

  @Override
  public void configure(DatagramChannel channel, DatagramSocketOptions options) {
    machine.configure(channel, options);
  }

  @Override
  public void configure(
      ClientOptionsBase options, int connectTimeout, boolean domainSocket, Bootstrap bootstrap) {
    machine.configure(options, connectTimeout, domainSocket, bootstrap);
  }

  @Override
  public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
    machine.configure(options, domainSocket, bootstrap);
  }
}
