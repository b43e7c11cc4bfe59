# syntax=docker/dockerfile:1
# A native binary on a base without a shell. Built for the machine that builds it; --platform chooses another.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
RUN apt-get update && apt-get install -y --no-install-recommends clang zlib1g-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /source
# The packages are restored in a layer of their own: it changes only when a package does.
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY src/Shadow/Shadow.csproj src/Shadow/
COPY src/Sidecar/Sidecar.csproj src/Sidecar/
ARG TARGETARCH=amd64
RUN dotnet restore src/Sidecar -r linux-$([ "$TARGETARCH" = arm64 ] && echo arm64 || echo x64)
COPY src src
RUN dotnet publish src/Sidecar -c Release -r linux-$([ "$TARGETARCH" = arm64 ] && echo arm64 || echo x64) --no-restore -o /app \
  && rm -f /app/*.dbg /app/*.pdb && mkdir -p /app/data
COPY yarp.json /app/

FROM mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled
COPY --from=build --chown=1654:1654 /app /app
USER 1654
WORKDIR /app
# The audit log, the settings and the operators' token; mount a volume here to keep them. Mount a file at /app/yarp.json to replace the
# one that was copied.
VOLUME /app/data
ENV ASPNETCORE_URLS=http://0.0.0.0:8000
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=4s --start-period=10s CMD ["/app/sidecar", "healthcheck"]
ENTRYPOINT ["/app/sidecar"]
