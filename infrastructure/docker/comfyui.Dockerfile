# ComfyUI beside a GPU worker: a process, a user and an image of its own. It is GPL-3.0, and so a separate program that is spoken to over HTTP.
# 2.9.1 with CUDA 12.8 runs on the T4 of g4dn and on the A10G of g5.
ARG PYTORCH_IMAGE=docker.io/pytorch/pytorch:2.9.1-cuda12.8-cudnn9-runtime@sha256:7b324d212a4450795b49edba9949b7cdc72429148a64e974334bfe5774d51385

FROM ${PYTORCH_IMAGE}
# v0.30.0. A commit and not a tag: tags can be moved.
ARG COMFYUI_COMMIT=b1693ecba9f5b65f8c80ab36b195ab963ec92413
RUN apt-get update && apt-get install -y --no-install-recommends git ca-certificates && rm -rf /var/lib/apt/lists/*
WORKDIR /comfyui
RUN git init --quiet . \
  && git fetch --quiet --depth 1 https://github.com/Comfy-Org/ComfyUI.git ${COMFYUI_COMMIT} \
  && git checkout --quiet FETCH_HEAD \
  && rm -rf .git
# torch stays as the base has it: another from the index would be built for another CUDA.
RUN pip freeze | grep -E '^torch' > /tmp/torch.txt \
  && pip install --no-cache-dir --constraint /tmp/torch.txt --requirement requirements.txt \
  && mkdir -p /models /tmp/comfyui \
  && chown -R 1000:1000 /models /tmp/comfyui
COPY infrastructure/docker/models/comfyui-paths.yaml /comfyui/extra_model_paths.yaml
USER 1000:1000
ENV PYTHONDONTWRITEBYTECODE=1 HOME=/tmp/comfyui
VOLUME /models
EXPOSE 8188
HEALTHCHECK --interval=10s --timeout=3s --start-period=180s CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8188/system_stats', timeout=2)"]
# Only the worker beside it may ask.
CMD ["python", "main.py", "--listen", "127.0.0.1", "--port", "8188", "--disable-auto-launch", "--base-directory", "/tmp/comfyui"]
